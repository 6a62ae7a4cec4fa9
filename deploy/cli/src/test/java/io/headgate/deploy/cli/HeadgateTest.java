package io.headgate.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.export.FinanceViews;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line without a server: help, exit codes, what is said when something is wrong. */
class HeadgateTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "up",
                "apply",
                "submit",
                "explain",
                "tenants",
                "tenants set",
                "tenants show",
                "tenants list",
                "tenants unset",
                "projects",
                "projects set",
                "projects list",
                "projects unset",
                "replay",
                "results",
                "usage",
                "export",
                "erase",
                "prices",
                "prices import",
                "probe",
                "alerts",
                "books",
                "books check",
                "rerate",
                "periods",
                "periods close",
                "periods list",
                "reconcile",
                "run",
                "run router",
                "run api"
            })
    void helpIsPrinted_forEveryCommand(String command) {
        String[] words = (command + " --help").strip().split(" ");
        assertThat(headgate(words)).isZero();
        assertThat(out.toString()).startsWith("Usage: headgate " + command).hasSizeGreaterThan(200);
    }

    @Test
    void exitCode2AndWhatToDo_whenNothingIsRunningHere() {
        assertThat(headgate("submit", "--tenant", "acme", "--data-dir", directory.toString(), "hello"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("No Headgate is running in").contains("headgate up");
    }

    @Test
    void everyViewIsNamed_whenHelpOfExportIsAsked() {
        assertThat(headgate("export", "--help")).isZero();
        String words = out.toString().replaceAll("\\s+", " ");
        assertThat(FinanceViews.SHIPPED).allSatisfy(view -> assertThat(words).contains(view));
    }

    @Test
    void exitCode2_whenThereIsNothingOrTooMuchToSubmit() {
        assertThat(headgate("submit")).isEqualTo(2);
        assertThat(headgate("submit", "-f", "x.jsonl", "hello")).isEqualTo(2);
        assertThat(err.toString()).contains("allowed either a PROMPT or --file FILE");
    }

    @Test
    void everyProblemIsListedWithItsLine_whenACatalogueIsCheckedDry() throws Exception {
        Path file = Files.writeString(
                directory.resolve("catalog.yml"), "routes:\n  a: {candidates: [{model: nothing}]}\nrutes: {}\n");

        assertThat(headgate("apply", "--dry-run", "-f", file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("line 2")
                .contains("line 3")
                .contains("routes")
                .contains("problems.");
    }

    @Test
    void aReplyTopicThatIsHeadgatesOwn_isTold_whenACatalogueIsCheckedDry() throws Exception {
        Path file = Files.writeString(
                directory.resolve("catalog.yml"), "tenants:\n  acme:\n    reply_topics: [hg.requests, answers]\n");

        assertThat(headgate("apply", "--dry-run", "--topic-prefix", "hg.", "-f", file.toString()))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("line 3")
                .contains("seen 'hg.requests', allowed a topic outside 'hg.*'")
                .doesNotContain("'answers'");
    }

    @Test
    void zero_whenTheShippedExampleIsCheckedDry() throws Exception {
        Path file = directory.resolve("example.yml");
        try (var example = Headgate.class.getResourceAsStream("/examples/catalog.yml")) {
            Files.write(file, example.readAllBytes());
        }
        assertThat(headgate("apply", "--dry-run", "-f", file.toString()))
                .as(() -> out.toString())
                .isZero();
        assertThat(out.toString()).contains("The catalogue is valid.");
    }

    @Test
    void everyCandidateIsShown_whenAPromptIsExplainedByAFile() throws Exception {
        Path file = directory.resolve("example.yml");
        try (var example = Headgate.class.getResourceAsStream("/examples/catalog.yml")) {
            Files.write(file, example.readAllBytes());
        }
        assertThat(headgate(
                        "explain", "--catalog", file.toString(), "--tenant", "acme", "--model", "fast-text", "hello"))
                .as(() -> out.toString() + err)
                .isZero();
        assertThat(out.toString())
                .contains("strategy cheapest", "gpt-mini", "mistral-small", "qwen-local", "ranked behind")
                .contains("→ mistral-small at mistral/fr, at most");
        assertThat(headgate("explain", "--catalog", file.toString(), "--tenant", "intranet", "--model", "chat", "hi"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("✗ would not be taken in: unknown_alias");
    }

    private int headgate(String... arguments) {
        return Headgate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
