package io.headgate.deploy.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * OpenAI's own clients, as they are installed from their registries. Each is kept below {@code target} between runs: what is
 * installed once is not asked for again. A test that needs one is skipped where Python or Node is not to be had, or the registry
 * does not answer, and says so; where it answers and the client cannot be installed, the test fails.
 */
enum OfficialClient {
    PYTHON(
            "venv/bin/python",
            List.of("python3", "-m", "venv", "venv"),
            List.of("venv/bin/python", "-m", "pip", "install", "--quiet", "openai==3.57.0"),
            List.of("venv/bin/python", "-m", "pip", "index", "versions", "openai")),
    NODE(
            "node",
            List.of("npm", "--version"),
            List.of("npm", "install", "--loglevel=error", "--no-audit", "--no-fund", "--no-save", "openai@6.49.0"),
            List.of("npm", "view", "--prefer-online", "openai", "version"));

    private final String interpreter;
    private final List<String> preparation;
    private final List<String> installation;
    private final List<String> question;

    /**
     * How it is installed.
     *
     * @param preparation what works wherever its language is
     * @param question to its registry, answered whenever that can be reached
     */
    OfficialClient(String interpreter, List<String> preparation, List<String> installation, List<String> question) {
        this.interpreter = interpreter;
        this.preparation = preparation;
        this.installation = installation;
        this.question = question;
    }

    /**
     * Runs a script of {@code /clients}. Its environment has the address and an application's key under the names that OpenAI's
     * clients know, and that is all it is told.
     *
     * @return what became of it; the test is skipped where the client cannot be had
     */
    ClientProgram run(String script, World world, String tenant) throws IOException, InterruptedException {
        try (InputStream text = Objects.requireNonNull(getClass().getResourceAsStream("/clients/" + script), script)) {
            return run(Map.of(script, new String(text.readAllBytes(), StandardCharsets.UTF_8)), script, world, tenant);
        }
    }

    /** The same of a script among these files, by their names. */
    ClientProgram run(Map<String, String> files, String script, World world, String tenant)
            throws IOException, InterruptedException {
        Path home = installed();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(home.resolve(file.getKey()), file.getValue());
        }
        Map<String, String> environment = Map.of(
                "OPENAI_BASE_URL",
                world.standalone.connection().api() + "/v1",
                "OPENAI_API_KEY",
                world.clientKey(tenant));
        return ClientProgram.run(home, environment, List.of(interpreter, script));
    }

    /** Where it is, once it is there. Another JVM may want it too: one installs, the other waits. */
    private Path installed() throws IOException, InterruptedException {
        Path home = Files.createDirectories(Path.of("target", "official-clients", name().toLowerCase(Locale.ROOT))
                .toAbsolutePath());
        try (FileChannel file =
                        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            if (!Files.exists(home.resolve("installed"))) {
                install(home);
                Files.createFile(home.resolve("installed"));
            }
        }
        return home;
    }

    private void install(Path home) throws InterruptedException {
        ClientProgram prepared = ClientProgram.run(home, preparation);
        assumeTrue(prepared.worked(), () -> "%s is not to be had here: %s".formatted(this, prepared.printed()));
        ClientProgram installed = ClientProgram.run(home, installation);
        if (installed.worked()) {
            return;
        }
        ClientProgram asked = ClientProgram.run(home, question);
        assumeTrue(asked.worked(), () -> "the registry of %s does not answer: %s".formatted(this, asked.printed()));
        throw new AssertionError("the registry of %s answers, and the client cannot be installed (%d): %s"
                .formatted(this, installed.exit(), installed.printed()));
    }
}
