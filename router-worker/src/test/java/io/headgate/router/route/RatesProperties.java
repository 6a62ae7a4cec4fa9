package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;

/** What candidates are compared by is what the books will say, to the last digit. */
class RatesProperties {
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

    private static Cost rated(Price price, long input, long cached, long output) {
        return Rating.rate(
                new Usage(
                        Map.of(Meter.INPUT, input, Meter.CACHE_READ, cached, Meter.OUTPUT, output, Meter.REQUEST, 1L),
                        Usage.Source.ESTIMATED),
                price);
    }

    /** From nothing to more than a currency in free fall has, with and without each rate. */
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
        return Arbitraries.maps(Arbitraries.of(Meter.INPUT, Meter.CACHE_READ, Meter.OUTPUT, Meter.REQUEST), rate)
                .ofMinSize(1)
                .map(rates -> new Price(new PriceId("p@1"), Instant.EPOCH, Currency.getInstance("USD"), rates));
    }
}
