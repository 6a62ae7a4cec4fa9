package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * OpenAI's own clients, as they are installed from their registries, with only base URL and key changed. Where Python, Node or a
 * registry is not to be had, the test is skipped, and says why.
 */
class OfficialClientsIT {
    /** Kept between runs: what is installed once is not asked for again. */
    private static final Path HOME = Path.of("target", "official-clients").toAbsolutePath();

    private static final String PYTHON_CLIENT = "openai==3.57.0";
    private static final String NODE_CLIENT = "openai@6.49.0";

    private final World world = World.shared();

    @Test
    void pythonsClientWorks() throws Exception {
        Path home = Files.createDirectories(HOME.resolve("python"));
        Path python = home.resolve("venv/bin/python");
        if (!Files.exists(home.resolve("installed"))) {
            installed(ClientProgram.run(home, "python3", "-m", "venv", "venv"));
            installed(ClientProgram.run(home, python.toString(), "-m", "pip", "install", "--quiet", PYTHON_CLIENT));
            Files.createFile(home.resolve("installed"));
        }

        ClientProgram ran = ran(home, "chat.py", python.toString());

        assertThat(ran.printed().lines())
                .containsExactly("models", "chat", "streaming", "tools", "tools streamed", "context", "errors");
        assertThat(ran.exit()).isZero();
    }

    @Test
    void nodesClientWorks() throws Exception {
        Path home = Files.createDirectories(HOME.resolve("node"));
        if (!Files.exists(home.resolve("installed"))) {
            installed(ClientProgram.run(home, "npm", "install", "--silent", "--no-save", NODE_CLIENT));
            Files.createFile(home.resolve("installed"));
        }

        ClientProgram ran = ran(home, "chat.mjs", "node");

        assertThat(ran.printed().lines())
                .containsExactly("models", "chat", "streaming", "tools", "tools streamed", "errors");
        assertThat(ran.exit()).isZero();
    }

    private static void installed(ClientProgram step) {
        assumeTrue(step.worked(), () -> "a client cannot be installed here: " + step.printed());
    }

    private ClientProgram ran(Path home, String script, String interpreter) throws IOException, InterruptedException {
        try (InputStream text = Objects.requireNonNull(getClass().getResourceAsStream("/clients/" + script), script)) {
            Files.copy(text, home.resolve(script), StandardCopyOption.REPLACE_EXISTING);
        }
        String address = world.standalone.connection().api().toString();
        return ClientProgram.run(home, interpreter, script, address, "sk-not-asked-for", "acme");
    }
}
