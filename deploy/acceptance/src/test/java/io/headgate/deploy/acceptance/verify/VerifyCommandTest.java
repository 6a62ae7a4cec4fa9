package io.headgate.deploy.acceptance.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.Acceptance;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whereNothingRunsItSaysWhatToDo(@TempDir Path empty) {
        assertThat(run("verify", "--data-dir", empty.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("No Headgate is running in " + empty, "headgate up", "--bootstrap-server");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theHelpSaysWhatExitCodesMean() {
        assertThat(run("verify", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--simulator",
                        "--logs",
                        "--jdbc-url",
                        "Exit codes:",
                        "something is broken: the ids are listed");
    }

    private int run(String... arguments) {
        return Acceptance.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
