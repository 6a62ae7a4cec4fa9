package io.headgate.deploy.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.cli.Headgate;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCommandIT {
    private static final String CATALOGUE = """
            providers:
              sim: {adapter: openai, allow_private: true, endpoints: {main: {base_url: "%s"}}}
            models:
              honest:
                provider: sim
                provider_model: m-1
                context_window: 9000
                prices: [{from: 2026-01-01, currency: USD, input: "2.00", output: "8.00"}]
              modest: {provider: sim, provider_model: m-1, context_window: 9000, lacks: [seed]}
            routes:
              all: {candidates: [{model: honest}, {model: modest}]}
            """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Simulator simulator =
            Simulator.start(SimulatorConfig.of(SimulatedProvider.named("a").withPrices("2.00", "8.00", "USD")));
    private Path catalogue = Path.of("");

    @BeforeEach
    void write() throws Exception {
        catalogue = Files.writeString(directory.resolve("catalog.yml"), CATALOGUE.formatted(simulator.baseUrl("a")));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aModelThatDoesWhatItsLinesSay() {
        assertThat(probing("honest", "--only", "system,seed")).as(err::toString).isZero();

        assertThat(out.toString())
                .contains("honest at sim/main: m-1")
                .contains("system      yes       yes")
                .contains("seed        yes       yes")
                .containsPattern("3 calls, 0\\.\\d+ USD")
                .doesNotContain("differs");
        assertThat(simulator.ledger().entries()).hasSize(3);
    }

    @Test
    void aModelThatDoesOtherwise() {
        assertThat(probing("modest", "--only", "seed")).isEqualTo(1);

        assertThat(out.toString())
                .contains("seed        no        yes   differs")
                .contains("2 calls, cost unknown: no price in force");
    }

    @Test
    void aModelThatNobodyKnows_isRefused() {
        assertThat(probing("honset")).isEqualTo(2);
        assertThat(err.toString()).contains("MODEL: seen 'honset', allowed those of the catalogue: honest, modest");
    }

    private int probing(String model, String... more) {
        String[] args = new String[4 + more.length];
        args[0] = "probe";
        args[1] = model;
        args[2] = "-f";
        args[3] = catalogue.toString();
        System.arraycopy(more, 0, args, 4, more.length);
        return Headgate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
