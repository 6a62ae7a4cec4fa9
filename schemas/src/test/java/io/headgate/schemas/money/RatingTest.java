package io.headgate.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RatingTest {
    private static final Price INPUT_AND_OUTPUT =
            Amounts.price(Map.of(Meter.INPUT, new BigDecimal("0.4"), Meter.OUTPUT, new BigDecimal("1.6")));

    @Test
    void tokensArePricedByTheMillion_andRequestsAndSecondsByOne() {
        Price price = Amounts.price(Map.of(
                Meter.INPUT, new BigDecimal("0.4"),
                Meter.OUTPUT, new BigDecimal("1.6"),
                Meter.REQUEST, new BigDecimal("0.01"),
                Meter.SECOND, new BigDecimal("0.000225")));
        Usage usage =
                Amounts.reported(Map.of(Meter.INPUT, 1_000L, Meter.OUTPUT, 500L, Meter.REQUEST, 1L, Meter.SECOND, 2L));

        assertThat(Rating.rate(usage, price)).isEqualTo(priced("0.01165"));
    }

    @Test
    void theSmallestRateOfOneTokenIsExact() {
        Price price = Amounts.price(Map.of(Meter.INPUT, new BigDecimal("0.000000000001")));

        assertThat(Rating.rate(Amounts.reported(Map.of(Meter.INPUT, 1L)), price))
                .isEqualTo(priced("0.000000000000000001"));
    }

    @ParameterizedTest
    @CsvSource({"CACHE_READ, 0.4", "REASONING, 1.6", "REQUEST, 0", "SECOND, 0"})
    void meterCostsWhatItIsAKindOf_whenItHasNoRateOfItsOwn(Meter meter, String perMillion) {
        assertThat(Rating.rate(Amounts.reported(Map.of(meter, 1_000_000L)), INPUT_AND_OUTPUT))
                .isEqualTo(priced(perMillion));
    }

    @ParameterizedTest
    @EnumSource(names = {"CACHE_WRITE_5M", "CACHE_WRITE_1H"})
    void writingToACacheIsUnpriced_whenItHasNoRateOfItsOwn(Meter meter) {
        assertThat(Rating.rate(Amounts.reported(Map.of(meter, 1L)), INPUT_AND_OUTPUT))
                .isEqualTo(new Cost.Unpriced("price p@2026 has no rate for " + meter.wireName()));
    }

    @Test
    void ownRateHolds_whenThereIsOne() {
        Price price =
                Amounts.price(Map.of(Meter.INPUT, new BigDecimal("0.4"), Meter.CACHE_READ, new BigDecimal("0.1")));

        assertThat(Rating.rate(Amounts.reported(Map.of(Meter.CACHE_READ, 1_000_000L)), price))
                .isEqualTo(priced("0.1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"INPUT", "CACHE_READ", "CACHE_WRITE_5M", "CACHE_WRITE_1H", "OUTPUT", "REASONING"})
    void unpricedAndSaysWhy_whenNoRateCoversTheTokens(Meter meter) {
        Price seconds = Amounts.price(Map.of(Meter.SECOND, BigDecimal.ONE));

        Cost cost = Rating.rate(Amounts.reported(Map.of(meter, 1L, Meter.SECOND, 5L)), seconds);

        assertThat(cost).isEqualTo(new Cost.Unpriced("price p@2026 has no rate for " + meter.wireName()));
    }

    @Test
    void free_whenTheRateIsZero() {
        Price free = Amounts.price(Map.of(Meter.INPUT, BigDecimal.ZERO));

        assertThat(Rating.rate(Amounts.reported(Map.of(Meter.INPUT, 5L)), free)).isEqualTo(priced("0"));
    }

    @Test
    void nothing_whenNothingWasUsed_butUnpricedWithoutAPrice() {
        assertThat(Rating.rate(Usage.none(), INPUT_AND_OUTPUT)).isEqualTo(priced("0"));
        assertThat(Rating.rate(Usage.none(), null)).isEqualTo(new Cost.Unpriced("no price in force"));
    }

    private static Cost priced(String amount) {
        return new Cost.Priced(Money.of(amount, "USD"));
    }
}
