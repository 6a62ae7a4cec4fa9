package io.headgate.deploy.acceptance.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    @Test
    void clocksAreAsFarBehindAsOneWorkersStepsAddUpTo() {
        FaultPlan plan = FaultPlan.parse("""
                1s  clock worker-1 -12s
                2s  clock worker-2 -5s
                3s  clock worker-1 +4s
                4s  clock worker-1 -6s
                """);

        assertThat(plan.clocksBehind()).isEqualTo(Duration.ofSeconds(14));
    }

    @Test
    void clocksThatAreAheadAreNotBehind() {
        assertThat(FaultPlan.parse("1s  clock worker-1 +12s").clocksBehind()).isZero();
    }
}
