package io.headgate.deploy.benchmarks.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.benchmarks.Ran;
import org.junit.jupiter.api.Test;

class RouterBenchmarkTest {
    @Test
    void everyStrategyIsMeasured_andADecisionLeavesLittleToCollect() throws Exception {
        Ran ran = Ran.of("router", "--only=decision", "--quick").well();

        assertThat(ran.out()).contains("ordered", "cheapest", "fastest", "balanced", "weighted", "mostly");
        // Unlike time, bytes are the same on a busy machine.
        assertThat(ran.out().lines().filter(line -> line.contains("allocated")))
                .hasSize(6)
                .allMatch(line -> line.endsWith("yes"));
    }
}
