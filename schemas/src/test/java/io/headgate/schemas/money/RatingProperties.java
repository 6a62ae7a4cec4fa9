package io.headgate.schemas.money;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RatingProperties {
    /** The sum over meters, with division at unlimited precision: a million divides every decimal exactly. */
    @Property
    void costIsTheExactSumOverMeters(@ForAll("usages") Usage usage, @ForAll("wholePrices") Price price) {
        BigDecimal expected = BigDecimal.ZERO;
        for (Map.Entry<Meter, Long> used : usage.quantities().entrySet()) {
            BigDecimal rate = requireNonNull(price.rates().get(used.getKey()));
            expected = expected.add(rate.multiply(BigDecimal.valueOf(used.getValue()))
                    .divide(BigDecimal.valueOf(used.getKey().unitsPerPrice()), MathContext.UNLIMITED));
        }

        Money cost = priced(usage, price);

        assertThat(cost.amount()).isEqualByComparingTo(expected);
        assertThat(cost.amount().scale()).isEqualTo(Money.SCALE);
        assertThat(cost.currency()).isEqualTo(price.currency());
    }

    /** In whatever parts usage comes, the books show the same. */
    @Property
    void costOfTheWholeIsTheSumOfItsParts(
            @ForAll("usages") Usage one, @ForAll("usages") Usage other, @ForAll("wholePrices") Price price) {
        EnumMap<Meter, Long> both = new EnumMap<>(Meter.class);
        both.putAll(one.quantities());
        other.quantities().forEach((meter, quantity) -> both.merge(meter, quantity, Math::addExact));

        assertThat(priced(Amounts.reported(both), price))
                .isEqualTo(priced(one, price).plus(priced(other, price)));
    }

    @Property
    void costIsTheSame_whetherReportedOrEstimated(@ForAll("usages") Usage usage, @ForAll("wholePrices") Price price) {
        Usage estimated = new Usage(usage.quantities(), Usage.Source.ESTIMATED);

        assertThat(Rating.rate(estimated, price)).isEqualTo(Rating.rate(usage, price));
    }

    /** So that finance can check a line of the books meter by meter. */
    @Property
    void amountsByMeterAddUpToTheCost_andEachIsQuantityTimesRate(
            @ForAll("usages") Usage usage, @ForAll("wholePrices") Price price) {
        Map<Meter, BigDecimal> amounts = Rating.amounts(usage, price);

        assertThat(amounts.keySet()).isEqualTo(usage.quantities().keySet());
        assertThat(amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(priced(usage, price).amount());
        amounts.forEach((meter, amount) -> assertThat(amount.multiply(BigDecimal.valueOf(meter.unitsPerPrice())))
                .isEqualByComparingTo(
                        requireNonNull(Rating.rateOf(meter, price)).multiply(BigDecimal.valueOf(usage.of(meter)))));
    }

    @Property
    void noAmounts_whenAUsedMeterHasNoRate(@ForAll("usages") Usage usage, @ForAll("wholePrices") Price price) {
        Price withoutOutput = Amounts.price(Amounts.without(Set.of(Meter.OUTPUT, Meter.REASONING), price));

        boolean none = Rating.amounts(usage, withoutOutput).isEmpty();

        assertThat(none)
                .isEqualTo(usage.outputTokens() > 0 || usage.quantities().isEmpty());
    }

    @Property
    void unpriced_whenThereIsNoPrice(@ForAll("usages") Usage usage) {
        assertThat(Rating.rate(usage, null)).isInstanceOf(Cost.Unpriced.class);
    }

    /** Not zero, and not the cost of the other meters either. */
    @Property
    void unpriced_whenAUsedMeterHasNoRate(@ForAll("usages") Usage usage, @ForAll("wholePrices") Price price) {
        Price withoutOutput = Amounts.price(Amounts.without(Set.of(Meter.OUTPUT, Meter.REASONING), price));

        Cost cost = Rating.rate(usage, withoutOutput);

        boolean used = usage.outputTokens() > 0;
        assertThat(cost).isInstanceOf(used ? Cost.Unpriced.class : Cost.Priced.class);
    }

    @Provide
    Arbitrary<Usage> usages() {
        return Amounts.usages();
    }

    @Provide
    Arbitrary<Price> wholePrices() {
        return Amounts.wholePrices();
    }

    private static Money priced(Usage usage, Price price) {
        Cost cost = Rating.rate(usage, price);
        assertThat(cost).isInstanceOf(Cost.Priced.class);
        return ((Cost.Priced) cost).amount();
    }
}
