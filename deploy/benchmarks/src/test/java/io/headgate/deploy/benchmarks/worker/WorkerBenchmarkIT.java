package io.headgate.deploy.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.benchmarks.Ran;
import org.junit.jupiter.api.Test;

/** That it runs and tells sane things; how fast anything is, is not for a test to say. */
class WorkerBenchmarkIT {
    @Test
    void everyScenarioYieldsItsRows_andEveryDispatchItsResult() throws Exception {
        Ran ran = Ran.of("worker", "--quick", "--seconds=1", "--in-flight=50").well();

        assertThat(ran.report().path("machine").path("cores").asInt()).isPositive();
        assertThat(ran.out()).contains("ideal or baseline", " cores, ");
        ran.same(
                "in flight: results, worker",
                "in flight: results, plain consumer",
                "instant: results, worker",
                "instant: results, plain consumer",
                "latency: results measured, worker");
        assertThat(ran.rows().keySet())
                .contains(
                        "in flight: results/s, worker",
                        "in flight: results/s, plain consumer",
                        "instant: results/s, worker",
                        "instant: results/s, plain consumer",
                        "latency: added p50, worker",
                        "latency: added p99, worker",
                        "idle: CPU, worker");
        ran.rows().forEach((name, row) -> {
            if (name.contains("results/s") || name.contains("CPU per call") || name.contains("memory")) {
                assertThat(row.path("ratio").asDouble(1)).as(name).isPositive();
                assertThat(row.path("measured").asDouble()).as(name).isPositive();
            }
        });
        // Calls that all take the same time cannot be faster than arithmetic allows, but for the edges of a short run.
        assertThat(ran.row("in flight: results/s, worker").path("ratio").asDouble())
                .isLessThan(1.5);
        assertThat(ran.measured("latency: whole p50, worker")).isGreaterThanOrEqualTo(50);
    }

    @Test
    void anUnknownScenarioIsRefused_andTheKnownOnesAreTold() throws Exception {
        Ran.of("worker", "--only=fast").refused("seen 'fast'", "in-flight, instant, latency, idle");
    }

    @Test
    void noCallsInFlightAreRefused() throws Exception {
        Ran.of("worker", "--in-flight=0").refused("calls in flight: seen 0, allowed 1 or more");
    }
}
