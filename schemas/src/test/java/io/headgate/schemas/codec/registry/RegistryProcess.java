package io.headgate.schemas.codec.registry;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Apicurio Registry, as its makers publish it, in memory, in a process of its own. */
final class RegistryProcess implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final URI url;
    private final Thread stopAtExit;

    private RegistryProcess(Process process, Path log, URI url) {
        this.process = process;
        this.log = log;
        this.url = url;
        this.stopAtExit = new Thread(process::destroyForcibly, "stop-registry");
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    static RegistryProcess start() throws IOException {
        Path home = Path.of("target", "apicurio").toAbsolutePath();
        int port = freePort();
        Path log = Files.createTempFile("apicurio", ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.enabled=false",
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=" + freePort(),
                        "-Dapicurio.rules.global.compatibility=BACKWARD",
                        "-jar",
                        home.resolve("quarkus-run.jar").toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        URI url = URI.create("http://127.0.0.1:%d/apis/ccompat/v7".formatted(port));
        RegistryProcess registry = new RegistryProcess(process, log, url);
        registry.awaitReady();
        return registry;
    }

    URI url() {
        return url;
    }

    private void awaitReady() {
        HttpRequest question = HttpRequest.newBuilder(URI.create(url + "/subjects"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            await("the registry, whose log is " + log)
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(200))
                    .failFast("the registry has ended, see " + log, () -> !process.isAlive())
                    .ignoreExceptions()
                    .until(() -> http.send(question, BodyHandlers.discarding()).statusCode() == 200);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        Files.deleteIfExists(log);
    }
}
