package io.headgate.deploy.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.cli.Headgate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String CATALOGUE = """
            providers:
              openai: {adapter: openai, endpoints: {main: {base_url: "https://one.example/v1"}}}
            models:
              large:            # our best
                provider: openai
                provider_model: gpt-x
                context_window: 9000
                prices:
                  - from: 2026-01-01
                    currency: USD
                    input: "2.00"   # of the contract
                    output: "8.00"
              other: {provider: openai, provider_model: gpt-y, context_window: 9}
            routes:
              all: {candidates: [{model: large}]}
            """;

    @TempDir
    Path directory;

    private Path catalogue = Path.of("");
    private Path list = Path.of("");
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void write() throws Exception {
        catalogue = Files.writeString(directory.resolve("catalog.yml"), CATALOGUE);
        list = Files.writeString(
                directory.resolve("prices.json"),
                "{\"gpt-x\": {\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 9e-06}}");
    }

    @Test
    void showsWhatDiffersAndWritesNothing_unlessToldTo() throws Exception {
        assertThat(importing("--from", "2026-12-01")).isZero();

        assertThat(out.toString())
                .contains("large  input   2.00 USD  1.00 USD     -50.0")
                .contains("large  output  8.00 USD  9.00 USD     +12.5")
                .contains("other: left alone, the list has no 'gpt-y'")
                .contains("Nothing is written.");
        assertThat(catalogue).hasContent(CATALOGUE);
    }

    @Test
    void writesThePriceAndNothingElse() throws Exception {
        assertThat(importing("--from", "2026-12-01", "--write")).isZero();

        String old = "        output: \"8.00\"\n";
        String added =
                "      - from: 2026-12-01\n        currency: USD\n        input: \"1.00\"\n        output: \"9.00\"\n";
        assertThat(catalogue).hasContent(CATALOGUE.replace(old, old + added));
        assertThat(importing("--from", "2026-12-02", "--write")).isZero();
        assertThat(out.toString()).contains("No price changes.").contains("large: unchanged");
    }

    @Test
    void refused_whenTheCatalogueIsNotValid_orTheOptionsContradict() throws Exception {
        assertThat(importing("--write", "--dry-run")).isEqualTo(2);
        assertThat(importing("--use", "nobody=gpt-x")).isEqualTo(2);
        Files.writeString(catalogue, "models: {}");
        assertThat(importing("--write")).isEqualTo(1);
        assertThat(catalogue).hasContent("models: {}");
    }

    private int importing(String... options) {
        String[] words = Stream.concat(
                        Stream.of("prices", "import", list.toString(), "-f", catalogue.toString()), Stream.of(options))
                .toArray(String[]::new);
        return Headgate.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(words);
    }
}
