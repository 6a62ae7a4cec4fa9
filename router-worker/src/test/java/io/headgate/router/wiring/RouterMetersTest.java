package io.headgate.router.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.budget.BudgetCounts;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.message.FailureCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class RouterMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BudgetCounts counts = new BudgetCounts();

    @Test
    void metersSayWhatTheCountsSay() {
        RouterMeters meters = new RouterMeters(registry, () -> counts);
        counts.overshot(Measure.COST);
        counts.overshot(Measure.COST);
        counts.charged();
        counts.refused(FailureCode.RATE_LIMITED);
        assertThat(meters).isNotNull();
        assertThat(value("headgate.router.budget.overshoots", "measure", "cost"))
                .isEqualTo(2);
        assertThat(value("headgate.router.budget.overshoots", "measure", "tokens"))
                .isZero();
        assertThat(registry.get("headgate.router.budget.orphans")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(value("headgate.router.budget.refusals", "code", "rate_limited"))
                .isEqualTo(1);
        assertThat(value("headgate.router.budget.refusals", "code", "budget_exceeded"))
                .isZero();
    }

    private double value(String meter, String tag, String value) {
        return registry.get(meter).tag(tag, value).functionCounter().count();
    }
}
