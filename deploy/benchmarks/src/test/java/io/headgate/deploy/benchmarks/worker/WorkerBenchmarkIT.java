package io.headgate.deploy.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.benchmarks.Benchmarks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That it runs and tells sane things; how fast anything is, is not for a test to say. */
class WorkerBenchmarkIT {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Benchmarks.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void everyScenarioYieldsItsRows_andEveryDispatchItsResult() throws Exception {
        Path json = directory.resolve("figures.json");

        assertThat(run("worker", "--quick", "--seconds=1", "--in-flight=50", "--json=" + json))
                .as("%s", err)
                .isZero();

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.path("machine").path("cores").asInt()).isPositive();
        Map<String, JsonNode> rows = new HashMap<>();
        report.path("rows")
                .forEach(row -> rows.put(
                        row.path("scenario").asText() + ": " + row.path("what").asText(), row));
        assertThat(rows.keySet())
                .contains(
                        "in flight: results/s, worker",
                        "in flight: results/s, plain consumer",
                        "instant: results/s, worker",
                        "instant: results/s, plain consumer",
                        "latency: added p50, worker",
                        "latency: added p99, worker",
                        "idle: CPU, worker");
        for (String each : List.of(
                "in flight: results, worker",
                "in flight: results, plain consumer",
                "instant: results, worker",
                "instant: results, plain consumer",
                "latency: results measured, worker")) {
            assertThat(row(rows, each).path("ratio").asDouble()).as(each).isEqualTo(1);
        }
        rows.forEach((name, row) -> {
            if (name.contains("results/s") || name.contains("CPU per call") || name.contains("memory")) {
                assertThat(row.path("ratio").asDouble(1)).as(name).isPositive();
                assertThat(row.path("measured").asDouble()).as(name).isPositive();
            }
        });
        // Calls that all take the same time cannot be faster than arithmetic allows, but for the edges of a short run.
        assertThat(row(rows, "in flight: results/s, worker").path("ratio").asDouble())
                .isLessThan(1.5);
        assertThat(row(rows, "latency: whole p50, worker").path("measured").asDouble())
                .isGreaterThanOrEqualTo(50);
        assertThat(out.toString()).contains("ideal or baseline", " cores, ");
    }

    @Test
    void anUnknownScenarioIsRefused_andTheKnownOnesAreTold() {
        assertThat(run("worker", "--only=fast")).isEqualTo(2);
        assertThat(err.toString()).contains("seen 'fast'", "in-flight, instant, latency, idle");
    }

    @Test
    void noCallsInFlightAreRefused() {
        assertThat(run("worker", "--in-flight=0")).isEqualTo(2);
        assertThat(err.toString()).contains("calls in flight: seen 0, allowed 1 or more");
    }

    private static JsonNode row(Map<String, JsonNode> rows, String name) {
        return Objects.requireNonNull(rows.get(name), name);
    }
}
