package io.headgate.deploy.benchmarks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.benchmarks.Ran;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** That it runs and tells sane things; how fast anything is, is not for a test to say. */
class FlowBenchmarkIT {
    @TempDir
    Path recordings;

    @Test
    void everyRequestHasItsResultAndItsRow_andEveryStageItsTime() throws Exception {
        try (Simulator gateway = Simulator.start(SimulatorConfig.of(SimulatedProvider.named("gate")))) {
            Ran ran = Ran.of(
                            "flow",
                            "--quick",
                            "--standalone",
                            "--only=latency,saturation,in-flight",
                            "--gateway=" + gateway.baseUrl("gate"),
                            "--gateway-model=any",
                            "--profile=" + recordings)
                    .well();

            ran.same(
                    "latency 50/s: results measured, headgate",
                    "latency 50/s: rows of the ledger",
                    "saturation: results, headgate",
                    "saturation: rows of the ledger",
                    "in flight: results, headgate");
            ran.positive(
                    "saturation: results/s, headgate",
                    "saturation: results/s, gateway",
                    "saturation: results/s, plain consumer",
                    "saturation: results/s, three-hop copy",
                    "saturation: CPU per request, all in one",
                    "saturation: CPU per request, Postgres",
                    "saturation: CPU per request, load",
                    "saturation: allocated per request, all in one",
                    "latency 50/s: whole p50, three-hop copy",
                    "latency 50/s: admission to dispatch p99");
            // The simulated provider takes so long, and a call's time is nobody else's.
            assertThat(ran.measured("latency 50/s: call with its intent's ack p50"))
                    .isBetween(49.0, ran.measured("latency 50/s: whole p99, headgate"));
            assertThat(ran.measured("in flight: calls in flight")).isLessThanOrEqualTo(150);
            assertThat(gateway.ledger().calls("gate")).isGreaterThan(100);
            assertThat(ran.out()).contains("CPU, for", "io.headgate.router", "in no sample");
            assertThat(recordings).isDirectoryContaining("glob:**saturation-all-in-one.jfr");
        }
    }

    @Test
    void whoWaitsOverHttpIsAnswered() throws Exception {
        Ran ran = Ran.of("flow", "--quick", "--only=http").well();

        ran.same("http 50/s: answers measured, waiting over HTTP");
        assertThat(ran.measured("http 50/s: whole p50, waiting over HTTP")).isGreaterThan(50.0);
    }

    /** Another minute: a build has {@code BatchesIT} and {@code OfficialBatchIT} for batches, and this when it is asked for. */
    @Test
    @EnabledIfSystemProperty(named = "headgate.benchmarks", matches = "all")
    void everyLineOfABatchIsToldOnce_andBooked() throws Exception {
        Ran ran = Ran.of("flow", "--quick", "--only=batch", "--lines=300").well();

        ran.same("batch: lines in either file, each once", "batch: lines answered", "batch: rows of the ledger");
        assertThat(ran.measured("batch: lines in either file, each once")).isEqualTo(300);
        assertThat(ran.measured("batch: lines answered")).isEqualTo(300);
        ran.positive("batch: lines/s, from the order to the files", "batch: CPU per request, Postgres");
    }

    @Test
    void anUnknownScenarioIsRefused_andTheKnownOnesAreTold() throws Exception {
        Ran.of("flow", "--only=fast").refused("seen 'fast'", "latency, http, saturation, in-flight, batch, idle");
    }

    @Test
    void whatCannotBeMeasuredIsRefused() throws Exception {
        Ran.of("flow", "--open=0").refused("open at once: seen 0", "allowed 1 or more");
        Ran.of("flow", "--lines=50001").refused("lines of a batch: seen 50001", "1 to 50000");
        Ran.of("flow", "--rates=200,0").refused("arrivals a second: seen [200, 0]", "allowed 1 or more");
        Ran.of("flow", "--simulator-port=70000").refused("--simulator-port: seen 70000", "0 to 65535");
        Ran.of("flow", "--gateway=http://localhost:1/v1").refused("--gateway-model");
        Ran.of("flow", "--gateway=http://localhost:1/v1", "--gateway-model=m", "--gateway-key-env=NO_SUCH_VARIABLE")
                .refused("seen NO_SUCH_VARIABLE");
    }
}
