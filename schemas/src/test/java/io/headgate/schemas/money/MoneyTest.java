package io.headgate.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00 USD",
        "5, 5.00 USD",
        "1E+3, 1000.00 USD",
        "-0.5, -0.50 USD",
        "0.000000000000000001, 0.000000000000000001 USD",
        "12.340000, 12.34 USD"
    })
    void textIsForPeople(String amount, String text) {
        assertThat(Money.of(amount, "USD")).hasToString(text);
    }

    @Test
    void refused_whenCurrencyIsUnknown() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Money.of("1", "ZZZ"));
    }

    @Test
    void equal_whenOnlyTrailingZerosDiffer() {
        assertThat(Money.of("1.10", "USD")).isEqualTo(Money.of("1.1", "USD")).isNotEqualTo(Money.of("1.1", "EUR"));
    }
}
