package io.headgate.deploy.benchmarks.metering;

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
class MeteringBenchmarkIT {
    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Benchmarks.commandLine();
        line.setOut(new PrintWriter(new StringWriter(), true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void everyAttemptIsBooked_inEveryScenario() throws Exception {
        Path json = directory.resolve("figures.json");

        int exit = run("metering", "--quick", "--json=" + json);

        assertThat(exit).as("%s", err).isZero();
        Map<String, JsonNode> rows = new HashMap<>();
        new ObjectMapper()
                .readTree(json.toFile())
                .path("rows")
                .forEach(row -> rows.put(
                        row.path("scenario").asText() + ": " + row.path("what").asText(), row));
        for (String each : List.of("ledger: rows", "visible: attempts in the rollups", "report: attempts in it")) {
            assertThat(row(rows, each).path("ratio").asDouble()).as(each).isEqualTo(1);
        }
        for (String each : List.of(
                "aggregate: attempts/s of a core, metering",
                "ledger: rows/s",
                "visible: to the ledger p99",
                "visible: to the rollups p99",
                "report: month by tenant and model p99")) {
            assertThat(row(rows, each).path("measured").asDouble()).as(each).isPositive();
        }
    }

    @Test
    void anUnknownScenarioIsRefused_andTheKnownOnesAreTold() {
        assertThat(run("metering", "--only=fast")).isEqualTo(2);
        assertThat(err.toString()).contains("seen 'fast'", "aggregate, ledger, visible, report");
    }

    @Test
    void noAttemptsAreRefused() {
        assertThat(run("metering", "--attempts=0")).isEqualTo(2);
        assertThat(err.toString()).contains("0 attempts", "allowed 1 or more");
    }

    private static JsonNode row(Map<String, JsonNode> rows, String name) {
        return Objects.requireNonNull(rows.get(name), name);
    }
}
