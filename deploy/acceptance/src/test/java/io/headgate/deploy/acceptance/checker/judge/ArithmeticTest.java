package io.headgate.deploy.acceptance.checker.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.Metered.Status;
import io.headgate.deploy.acceptance.checker.evidence.Price;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    private static final Price PRICE = new Price(
            "p",
            "USD",
            Map.of("input", new BigDecimal("2.50"), "output", new BigDecimal("10"), "request", new BigDecimal("0.01")),
            Map.of("input", new BigDecimal("1.25"), "output", new BigDecimal("5")),
            List.of(new Price.Tier(
                    100, Map.of("input", new BigDecimal("5")), Map.of("input", new BigDecimal("2.50")))));

    @Test
    void eachMeterAtItsRate_tokensByTheMillion() {
        assertThat(cost(Map.of("input", 40L, "cache_read", 20L, "output", 3L, "reasoning", 2L, "request", 1L)))
                .isEqualByComparingTo("0.0102");
    }

    @Test
    void aLongInputIsBilledAtItsTier_whole() {
        assertThat(cost(Map.of("input", 100L))).isEqualByComparingTo("0.00025");
        assertThat(cost(Map.of("input", 101L, "output", 1L))).isEqualByComparingTo("0.000515");
    }

    @Test
    void whatIsServedAtBatchRatesIsBilledAtThoseOfItsSize() {
        assertThat(cost(Map.of("input", 100L, "output", 2L, "request", 1L), "batch"))
                .isEqualByComparingTo("0.010135");
        assertThat(cost(Map.of("input", 101L, "output", 1L), "batch")).isEqualByComparingTo("0.0002625");
    }

    @Test
    void aTierThatNobodyQuotesIsUnpriced_unlessNothingWasUsed() {
        assertThat(cost(Map.of("input", 1L), "priority")).isNull();
        assertThat(cost(Map.of("input", 0L), "priority")).isEqualByComparingTo("0");
    }

    @Test
    void whatHasNoRateIsUnpriced_andSoIsAnUnknownFate() {
        Price outputOnly = new Price("q", "USD", Map.of("output", BigDecimal.TEN), List.of());
        assertThat(Arithmetic.cost(metered(Status.COMPLETED, new Usage(Map.of("input", 1L), false)), outputOnly))
                .isNull();
        assertThat(Arithmetic.cost(metered(Status.COMPLETED, Run.USAGE), null)).isNull();
        assertThat(Arithmetic.cost(metered(Status.UNKNOWN, null), PRICE)).isNull();
    }

    @Test
    void whatUsedNothingCostsNothing() {
        assertThat(Arithmetic.cost(metered(Status.RETRYABLE, null), PRICE)).isEqualByComparingTo("0");
    }

    private static @Nullable BigDecimal cost(Map<String, Long> quantities) {
        return cost(quantities, null);
    }

    private static @Nullable BigDecimal cost(Map<String, Long> quantities, @Nullable String tier) {
        return Arithmetic.cost(metered(Status.COMPLETED, new Usage(quantities, false, tier)), PRICE);
    }

    private static Metered metered(Status status, @Nullable Usage usage) {
        return Run.metered(0, "r", 1, status, usage, null, 1);
    }
}
