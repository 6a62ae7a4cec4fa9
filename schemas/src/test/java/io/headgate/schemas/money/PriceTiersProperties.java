package io.headgate.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.PriceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PriceTiersProperties {
    /** So a rate can be kept by price id and meter, and rating by what is kept gives the booked cost. */
    @Property
    void oneIdAndMeterHaveOneRate(@ForAll("prices") Price price, @ForAll("usages") List<Usage> usages) {
        Map<PriceId, Map<Meter, BigDecimal>> seen = new HashMap<>();
        for (Usage usage : usages) {
            Price applying = price.applyingTo(usage);

            assertThat(applying.isPlain()).isTrue();
            assertThat(seen.computeIfAbsent(applying.id(), id -> applying.rates()))
                    .isEqualTo(applying.rates());
        }
    }

    @Property
    void whatAppliesIsItsOwn(
            @ForAll("prices") Price price, @ForAll("usage") Usage usage, @ForAll("tiers") ServiceTier other) {
        Price applying = price.applyingTo(usage);

        assertThat(applying.applyingTo(usage.at(other))).isSameAs(applying);
    }

    /** What worker and router settle by, and what the books keep, is one price. */
    @Property
    void whatWasUsedCostsTheSameAtWhatApplies(@ForAll("prices") Price price, @ForAll("usage") Usage usage) {
        Price applying = price.applyingTo(usage);

        assertThat(Rating.amounts(usage, applying)).isEqualTo(Rating.amounts(usage, price));
        if (Rating.rate(usage, price) instanceof Cost.Priced cost) {
            assertThat(Rating.rate(usage, applying)).isEqualTo(cost);
        } else {
            assertThat(Rating.rate(usage, applying)).isInstanceOf(Cost.Unpriced.class);
        }
    }

    /** Neither at the ordinary price nor at any other, however it is quoted. */
    @Property
    void whatWasUsedAtATierWithoutAPriceIsUnpriced(@ForAll("prices") Price price, @ForAll("usage") Usage usage) {
        Usage dearer = usage.at(new ServiceTier.Unquoted("priority"));

        boolean used = !usage.quantities().isEmpty();
        assertThat(Rating.rate(dearer, price)).isInstanceOf(used ? Cost.Unpriced.class : Cost.Priced.class);
        assertThat(Rating.amounts(dearer, price)).isEmpty();
    }

    @Property
    void aMeterThatHasARate_hasOneInEveryTier(@ForAll("prices") Price price, @ForAll("usage") Usage usage) {
        assertThat(price.applyingTo(usage).rates())
                .containsKeys(price.rates().keySet().toArray(Meter[]::new));
    }

    @Provide
    Arbitrary<Usage> usage() {
        Arbitrary<Usage> used = Arbitraries.maps(
                        Arbitraries.of(Meter.INPUT, Meter.CACHE_READ, Meter.OUTPUT),
                        Arbitraries.longs().between(0, 40))
                .map(Amounts::reported);
        return Combinators.combine(used, tiers()).as(Usage::at);
    }

    @Provide
    Arbitrary<ServiceTier> tiers() {
        return Arbitraries.of(
                new ServiceTier.Standard(), new ServiceTier.Batch(), new ServiceTier.Unquoted("priority"));
    }

    @Provide
    Arbitrary<List<Usage>> usages() {
        return usage().list().ofMaxSize(20);
    }

    /** Thresholds of a few tokens, so that usages lie on both sides of them and on them. */
    @Provide
    Arbitrary<Price> prices() {
        Arbitrary<ContextTier> tier = Combinators.combine(Arbitraries.longs().between(1, 60), rates(1), rates(0))
                .as(ContextTier::new);
        return Combinators.combine(
                        rates(1), rates(0), tier.list().ofMaxSize(3).uniqueElements(ContextTier::inputTokens))
                .as((rates, batch, above) ->
                        new Price(new PriceId("p@2026"), Instant.EPOCH, Amounts.USD, rates, batch, above));
    }

    private static Arbitrary<Map<Meter, BigDecimal>> rates(int atLeast) {
        return Arbitraries.maps(
                        Arbitraries.of(Meter.class),
                        Arbitraries.integers().between(0, 9).map(BigDecimal::valueOf))
                .ofMinSize(atLeast);
    }
}
