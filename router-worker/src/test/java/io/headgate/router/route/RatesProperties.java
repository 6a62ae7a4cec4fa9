package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;

/** What candidates are compared by is what the books will say, to the last digit. */
class RatesProperties {
    private static final List<Meter> INPUT_METERS =
            List.of(Meter.INPUT, Meter.CACHE_READ, Meter.CACHE_WRITE_5M, Meter.CACHE_WRITE_1H);
    private static final List<Meter> OUTPUT_METERS = List.of(Meter.OUTPUT, Meter.REASONING);

    @Property(tries = 5_000)
    void aSumIsWhatRatingSays(
            @ForAll("prices") Price price,
            @ForAll @LongRange(max = 100_000_000) long input,
            @ForAll @LongRange(max = 100_000_000) long cached,
            @ForAll @LongRange(max = 100_000_000) long output) {
        Sums sums = new Sums(2);
        Tariff.of(price).reckon(sums, 1, input, cached, output);

        Cost rated = rated(price, input, cached, output);
        assertThat(sums.priced(1)).isEqualTo(rated instanceof Cost.Priced);
        if (rated instanceof Cost.Priced(Money amount)) {
            assertThat(sums.amount(1)).isEqualTo(amount.amount());
            assertThat(sums.score(1)).isCloseTo(amount.amount().doubleValue(), Percentage.withPercentage(1e-9));
        }
    }

    @Property(tries = 5_000)
    void comparedAsTheyAre(
            @ForAll("prices") Price one,
            @ForAll("prices") Price other,
            @ForAll @LongRange(min = 1, max = 1_000_000) long tokens) {
        Sums sums = new Sums(2);
        Tariff.of(one).reckon(sums, 0, tokens, 0, tokens);
        Tariff.of(other).reckon(sums, 1, tokens, 0, tokens);
        if (sums.priced(0) && sums.priced(1)) {
            assertThat(Integer.signum(sums.compare(0, 1)))
                    .isEqualTo(sums.amount(0).compareTo(sums.amount(1)));
        }
    }

    /**
     * However a provider counts what an attempt uses within its reservation, and whether it serves it at batch rates: it costs
     * no more than is held for it. What has no price keeps what is held.
     */
    @Property(tries = 10_000)
    void theWorstCaseCoversEveryUseWithinIt(
            @ForAll("prices") Price price,
            @ForAll("uses") Usage used,
            @ForAll boolean batch,
            @ForAll @LongRange(max = 3_000_000) long inputToSpare,
            @ForAll @LongRange(max = 100_000) long outputToSpare) {
        Sums worst = new Sums(1);
        Tariff.of(price).reckonWorst(worst, 0, used.inputTokens() + inputToSpare, used.outputTokens() + outputToSpare);

        Usage served = batch ? used.at(new ServiceTier.Batch()) : used;
        if (worst.priced(0) && Rating.rate(served, price) instanceof Cost.Priced(Money cost)) {
            assertThat(worst.amount(0)).isGreaterThanOrEqualTo(cost.amount());
        }
    }

    /** The worst case is no more than one that can be: nothing is refused without need. */
    @Property(tries = 5_000)
    void theWorstCaseIsWhatSomeUseCosts(
            @ForAll("prices") Price price,
            @ForAll @LongRange(max = 500) long input,
            @ForAll @LongRange(max = 100_000) long output) {
        Sums worst = new Sums(1);
        Tariff.of(price).reckonWorst(worst, 0, input, output);
        if (!worst.priced(0)) {
            return;
        }
        Set<BigDecimal> costs = new HashSet<>();
        for (Meter in : INPUT_METERS) {
            for (Meter out : OUTPUT_METERS) {
                Usage used = new Usage(Map.of(in, input, out, output, Meter.REQUEST, 1L), Usage.Source.ESTIMATED);
                for (Usage served : List.of(used, used.at(new ServiceTier.Batch()))) {
                    if (Rating.rate(served, price) instanceof Cost.Priced(Money amount)) {
                        costs.add(amount.amount());
                    }
                }
            }
        }
        assertThat(costs).contains(worst.amount(0));
    }

    @Property
    void theWorstCaseKnowsTheTierThatAQuarterMoreWouldReach(@ForAll @LongRange(min = 90, max = 110) long input) {
        Price price = new Price(
                new PriceId("p@1"),
                Instant.EPOCH,
                Currency.getInstance("USD"),
                Map.of(Meter.INPUT, BigDecimal.ONE),
                Map.of(),
                List.of(new ContextTier(125, Map.of(Meter.INPUT, BigDecimal.TEN))));
        Sums worst = new Sums(1);
        Tariff.of(price).reckonWorst(worst, 0, input, 0);

        BigDecimal rate = input + input / 4 > 125 ? BigDecimal.TEN : BigDecimal.ONE;
        assertThat(worst.amount(0))
                .isEqualByComparingTo(rate.multiply(BigDecimal.valueOf(input)).movePointLeft(6));
    }

    private static Cost rated(Price price, long input, long cached, long output) {
        return Rating.rate(
                new Usage(
                        Map.of(Meter.INPUT, input, Meter.CACHE_READ, cached, Meter.OUTPUT, output, Meter.REQUEST, 1L),
                        Usage.Source.ESTIMATED),
                price);
    }

    /** In every meter of tokens something or nothing, and a request. */
    @Provide
    Arbitrary<Usage> uses() {
        Arbitrary<Long> tokens =
                Arbitraries.oneOf(Arbitraries.just(0L), Arbitraries.longs().between(0, 1_000_000));
        return Arbitraries.maps(Arbitraries.of(Meter.values()).filter(Meter::isTokens), tokens)
                .map(quantities -> {
                    Map<Meter, Long> all = new HashMap<>(quantities);
                    all.put(Meter.REQUEST, 1L);
                    return new Usage(all, Usage.Source.REPORTED);
                });
    }

    /** From nothing to more than a currency in free fall has, with and without each rate, in up to three tiers, and in batches. */
    @Provide
    Arbitrary<Price> prices() {
        Arbitrary<BigDecimal> rate = Arbitraries.oneOf(
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal("100"))
                        .ofScale(12),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal("999999999999999"))
                        .ofScale(12),
                Arbitraries.of("0", "0.10", "2.50", "9223372.036854775807", "9223372.036854775808")
                        .map(BigDecimal::new));
        Arbitrary<Map<Meter, BigDecimal>> rates = Arbitraries.maps(
                        Arbitraries.of(Meter.values()).filter(meter -> meter != Meter.SECOND), rate)
                .ofMinSize(1);
        Arbitrary<Map<Meter, BigDecimal>> batch =
                Arbitraries.oneOf(Arbitraries.just(Map.<Meter, BigDecimal>of()), rates);
        Arbitrary<ContextTier> tier = Combinators.combine(Arbitraries.of(1_000L, 200_000L, 2_000_000L), rates, batch)
                .as(ContextTier::new);
        return Combinators.combine(rates, batch, tier.list().ofMaxSize(2).uniqueElements(ContextTier::inputTokens))
                .as((base, inBatches, above) -> new Price(
                        new PriceId("p@1"), Instant.EPOCH, Currency.getInstance("USD"), base, inBatches, above));
    }
}
