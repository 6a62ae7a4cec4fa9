package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A batch from upload to output with OpenAI's own client for Python. Where that cannot be installed it is skipped, and says why. */
class OfficialBatchIT {
    private final World world = World.shared();

    @Test
    void aBatchScriptRunsUnchanged() throws Exception {
        ClientProgram ran = OfficialClient.PYTHON.run("batch.py", world, "acme");

        assertThat(ran.printed().lines())
                .containsExactly("upload", "completed", "output", "validation", "list", "errors", "cancel");
        assertThat(ran.exit()).isZero();
    }
}
