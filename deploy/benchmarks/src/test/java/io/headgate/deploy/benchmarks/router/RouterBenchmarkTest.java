package io.headgate.deploy.benchmarks.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.benchmarks.Benchmarks;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RouterBenchmarkTest {
    @Test
    void everyStrategyIsMeasured_andADecisionLeavesLittleToCollect() {
        StringWriter out = new StringWriter();

        int exit = Benchmarks.commandLine()
                .setOut(new PrintWriter(out))
                .execute("router", "--only=decision", "--decisions=100000");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("ordered", "cheapest", "fastest", "balanced", "weighted", "mostly");
        // Unlike time, bytes are the same on a busy machine, once the compiler has got to it.
        assertThat(out.toString().lines().filter(line -> line.contains("allocated")))
                .hasSize(6)
                .allMatch(line -> line.endsWith("yes"));
    }
}
