package io.headgate.deploy.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * OpenAI's own clients, as they are installed from their registries. Each is kept below {@code target} between runs: what is
 * installed once is not asked for again. A test that needs one is skipped where Python, Node or a registry is not to be had.
 */
enum OfficialClient {
    PYTHON(
            "venv/bin/python",
            List.of("python3", "-m", "venv", "venv"),
            List.of("venv/bin/python", "-m", "pip", "install", "--quiet", "openai==3.57.0")),
    NODE("node", List.of("npm", "install", "--silent", "--no-save", "openai@6.49.0"));

    private final String interpreter;
    private final List<List<String>> steps;

    @SafeVarargs
    OfficialClient(String interpreter, List<String>... steps) {
        this.interpreter = interpreter;
        this.steps = List.of(steps);
    }

    /**
     * Runs a script of {@code /clients} with an address, an application's key and its tenant.
     *
     * @return what became of it; the test is skipped where the client cannot be installed
     */
    ClientProgram run(String script, World world, String tenant) throws IOException, InterruptedException {
        Path home = installed();
        try (InputStream text = Objects.requireNonNull(getClass().getResourceAsStream("/clients/" + script), script)) {
            Files.copy(text, home.resolve(script), StandardCopyOption.REPLACE_EXISTING);
        }
        String address = world.standalone.connection().api().toString();
        return ClientProgram.run(home, interpreter, script, address, world.clientKey(tenant), tenant);
    }

    /** Where it is, once it is there. Another JVM may want it too: one installs, the other waits. */
    private Path installed() throws IOException, InterruptedException {
        Path home = Files.createDirectories(Path.of("target", "official-clients", name().toLowerCase(Locale.ROOT))
                .toAbsolutePath());
        try (FileChannel file =
                        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            if (!Files.exists(home.resolve("installed"))) {
                for (List<String> step : steps) {
                    ClientProgram ran = ClientProgram.run(home, step.toArray(String[]::new));
                    assumeTrue(
                            ran.worked(),
                            () -> "%s's client cannot be installed here: %s".formatted(this, ran.printed()));
                }
                Files.createFile(home.resolve("installed"));
            }
        }
        return home;
    }
}
