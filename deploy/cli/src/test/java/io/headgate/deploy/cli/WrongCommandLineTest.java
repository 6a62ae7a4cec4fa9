package io.headgate.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A command line that cannot be served is refused before anything is started, published or waited for. */
class WrongCommandLineTest {
    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void refused_whenTheFileIsNotThere() {
        Path file = directory.resolve("absent.jsonl");

        assertThat(run("submit", "-f", file.toString())).isEqualTo(2);
        assertThat(run("apply", "--dry-run", "-f", file.toString())).isEqualTo(2);
        assertThat(run("up", "--data-dir", home().toString(), "-f", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.contains(file + ", which is not there"));
        assertThat(home()).doesNotExist();
    }

    @Test
    void refused_whenTheFileIsNoText() throws IOException {
        Path file = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});

        assertThat(run("submit", "-f", file.toString())).isEqualTo(2);
        assertThat(run("apply", "--dry-run", "-f", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.contains("not UTF-8 text"));
    }

    @Test
    void refused_whenTheFileIsADirectory() {
        assertThat(run("submit", "-f", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("which is a directory");
    }

    @Test
    void refused_whenTheFileHasNoPrompt() throws IOException {
        Path file = Files.writeString(directory.resolve("empty.jsonl"), "\n\n");

        assertThat(run("submit", "-f", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("seen no prompt in " + file);
    }

    @Test
    void refused_whenNobodyCanWriteTheFormat_orTellTheTime() {
        assertThat(run("export", "--view", "spend_by_day", "--format", "xml")).isEqualTo(2);
        assertThat(err.toString()).contains("--format", "xml", "CSV");
        for (String command : new String[] {"usage", "export --view spend_by_day"}) {
            String line = command + " --jdbc-url jdbc:postgresql://localhost:1/x --from yesterday";
            assertThat(run(line.split(" "))).isEqualTo(2);
        }
        assertThat(err.toString())
                .containsSubsequence(
                        "--from: seen 'yesterday', allowed a day (2026-11-20)",
                        "--from: seen 'yesterday', allowed a day");
    }

    @Test
    void refused_whenNoTenantCanHaveTheName() {
        assertThat(run("submit", "--bootstrap-server", "localhost:1", "--tenant", "a b/c", "hello"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--tenant", "seen");
    }

    @Test
    void refused_whenAPromptHasNoTenant() {
        assertThat(run("submit", "--bootstrap-server", "localhost:1", "hello")).isEqualTo(2);
        assertThat(err.toString()).contains("--tenant: seen none");
    }

    @Test
    void refusedBeforeAnythingStarts_whenTwoCataloguesAreAskedFor() throws IOException {
        Path file = Files.writeString(directory.resolve("catalog.yml"), "x: 1");

        assertThat(run("up", "--simulate", "--data-dir", home().toString(), "-f", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--file and --simulate: seen both");
        assertThat(home()).doesNotExist();
    }

    @Test
    void refused_whenOpenAlertsAndAllAreAskedFor() {
        assertThat(run("alerts", "--open", "--all")).isEqualTo(2);
        assertThat(err.toString()).contains("--open", "--all", "mutually exclusive");
    }

    private Path home() {
        return directory.resolve("home");
    }

    private int run(String... arguments) {
        CommandLine line = Headgate.commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
