package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A batch from upload to its files with OpenAI's own clients. Where one is not to be had the test is skipped, and says why:
 * {@link OfficialClient}.
 */
class OfficialBatchIT {
    private static final String[] ALL = {
        "upload", "completed", "output", "error file", "validation", "list", "errors", "cancel"
    };

    private final World world = World.shared();

    @Test
    void aBatchScriptOfPythonRunsUnchanged() throws Exception {
        ClientProgram ran = OfficialClient.PYTHON.run("batch.py", world, "acme");

        assertThat(ran.printed().lines()).containsExactly(ALL);
        assertThat(ran.exit()).isZero();
    }

    @Test
    void aBatchScriptOfNodeRunsUnchanged() throws Exception {
        ClientProgram ran = OfficialClient.NODE.run("batch.mjs", world, "acme");

        assertThat(ran.printed().lines()).containsExactly(ALL);
        assertThat(ran.exit()).isZero();
    }
}
