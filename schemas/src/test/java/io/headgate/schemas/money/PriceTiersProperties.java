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
    void oneIdAndMeterHaveOneRate(
            @ForAll("prices") Price price, @ForAll("usages") List<Usage> usages, @ForAll boolean batch) {
        Map<PriceId, Map<Meter, BigDecimal>> seen = new HashMap<>();
        for (Usage usage : usages) {
            for (boolean inBatch : new boolean[] {batch, !batch}) {
                Price applying = price.applyingTo(usage, inBatch);

                assertThat(applying.isPlain()).isTrue();
                assertThat(seen.computeIfAbsent(applying.id(), id -> applying.rates()))
                        .isEqualTo(applying.rates());
            }
        }
    }

    @Property
    void whatAppliesIsItsOwn(@ForAll("prices") Price price, @ForAll("usage") Usage usage, @ForAll boolean batch) {
        Price applying = price.applyingTo(usage, batch);

        assertThat(applying.applyingTo(usage, !batch)).isSameAs(applying);
        assertThat(Rating.rate(usage, price)).isEqualTo(Rating.rate(usage, price.applyingTo(usage, false)));
    }

    @Property
    void aMeterThatHasARate_hasOneInEveryTier(
            @ForAll("prices") Price price, @ForAll("usage") Usage usage, @ForAll boolean batch) {
        assertThat(price.applyingTo(usage, batch).rates())
                .containsKeys(price.rates().keySet().toArray(Meter[]::new));
    }

    @Provide
    Arbitrary<Usage> usage() {
        return Arbitraries.maps(
                        Arbitraries.of(Meter.INPUT, Meter.CACHE_READ, Meter.OUTPUT),
                        Arbitraries.longs().between(0, 40))
                .map(Amounts::reported);
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
