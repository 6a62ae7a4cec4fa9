package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A batch from upload to output with OpenAI's own client for Python. Where that cannot be installed it is skipped, and says why. */
class OfficialBatchIT {
    /** Of its own: another test may install in another place at the same time. */
    private static final Path HOME =
            Path.of("target", "official-clients", "batch").toAbsolutePath();

    private static final String CLIENT = "openai==3.57.0";

    private final World world = World.shared();

    @Test
    void aBatchScriptRunsUnchanged() throws Exception {
        Files.createDirectories(HOME);
        Path python = HOME.resolve("venv/bin/python");
        if (!Files.exists(HOME.resolve("installed"))) {
            installed(ClientProgram.run(HOME, "python3", "-m", "venv", "venv"));
            installed(ClientProgram.run(HOME, python.toString(), "-m", "pip", "install", "--quiet", CLIENT));
            Files.createFile(HOME.resolve("installed"));
        }
        try (InputStream text = Objects.requireNonNull(getClass().getResourceAsStream("/clients/batch.py"))) {
            Files.copy(text, HOME.resolve("batch.py"), StandardCopyOption.REPLACE_EXISTING);
        }

        ClientProgram ran = ClientProgram.run(
                HOME,
                python.toString(),
                "batch.py",
                world.standalone.connection().api().toString(),
                "sk-not-asked-for",
                "acme");

        assertThat(ran.printed().lines())
                .containsExactly("upload", "completed", "output", "validation", "list", "errors", "cancel");
        assertThat(ran.exit()).isZero();
    }

    private static void installed(ClientProgram step) {
        assumeTrue(step.worked(), () -> "the client cannot be installed here: " + step.printed());
    }
}
