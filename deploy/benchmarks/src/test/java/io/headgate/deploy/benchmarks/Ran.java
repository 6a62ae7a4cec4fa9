package io.headgate.deploy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/**
 * A benchmark that was run, and what it told.
 *
 * @param report as {@code --json} writes it
 */
public record Ran(int exit, String out, String err, JsonNode report) {
    /** Runs it in this JVM, with a report as JSON. */
    public static Ran of(String... arguments) throws IOException {
        Path json = Files.createTempFile("figures", ".json");
        try {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.add("--json=" + json);
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            CommandLine line = Benchmarks.commandLine();
            line.setOut(new PrintWriter(out, true));
            line.setErr(new PrintWriter(err, true));
            int exit = line.execute(all.toArray(String[]::new));
            return new Ran(exit, out.toString(), err.toString(), new ObjectMapper().readTree(json.toFile()));
        } finally {
            Files.delete(json);
        }
    }

    /** It ended well. */
    public Ran well() {
        assertThat(exit).as("%s", err).isZero();
        return this;
    }

    /** The command line was refused, and it was said why. */
    public void refused(String... words) {
        assertThat(exit).isEqualTo(2);
        assertThat(err).contains(words);
    }

    /** Every row by "scenario: what". */
    public Map<String, JsonNode> rows() {
        Map<String, JsonNode> rows = new HashMap<>();
        report.path("rows")
                .forEach(row -> rows.put(
                        row.path("scenario").asText() + ": " + row.path("what").asText(), row));
        return rows;
    }

    /** The rows of these names compare what are the same. */
    public void same(String... names) {
        for (String name : names) {
            assertThat(row(name).path("ratio").asDouble()).as(name).isEqualTo(1);
        }
    }

    /** The rows of these names have figures above 0. */
    public void positive(String... names) {
        for (String name : names) {
            assertThat(measured(name)).as(name).isPositive();
        }
    }

    public double measured(String name) {
        return row(name).path("measured").asDouble();
    }

    public JsonNode row(String name) {
        return Objects.requireNonNull(rows().get(name), () -> name + " is not among " + rows().keySet());
    }
}
