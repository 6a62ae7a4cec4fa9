package io.headgate.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {
    @Test
    void refused_whenThereAreNoRates() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Amounts.price(Map.of()))
                .withMessage("price p@2026: seen no rates, allowed one or more meters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.000000000001", "-1", "0.0000000000001", "1.0000000000001"})
    void refused_whenARateIsNegativeOrTooFine(String rate) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Amounts.price(Map.of(Meter.CACHE_READ, new BigDecimal(rate))))
                .withMessageContaining("cache_read")
                .withMessageContaining(rate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.000000000001", "1.00000000000000000000", "1E+3"})
    void allowed_whenItNeedsNoMoreThanTwelveDecimals(String rate) {
        assertThat(Amounts.price(Map.of(Meter.OUTPUT, new BigDecimal(rate))).rates())
                .containsOnlyKeys(Meter.OUTPUT);
    }

    @Test
    void keepsItsRates_whenTheGivenMapChanges() {
        Map<Meter, BigDecimal> rates = new HashMap<>(Map.of(Meter.INPUT, BigDecimal.ONE));
        Price price = Amounts.price(rates);

        rates.put(Meter.OUTPUT, BigDecimal.TEN);

        assertThat(price.rates()).containsOnlyKeys(Meter.INPUT);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> price.rates().clear());
    }
}
