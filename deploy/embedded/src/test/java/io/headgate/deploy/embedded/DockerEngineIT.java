package io.headgate.deploy.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(5)
class DockerEngineIT {

    @Test
    void containersAreChosen_whenAnEngineAnswers() throws Exception {
        try (ServerSocket engine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = Thread.startVirtualThread(() -> answerOnce(engine, "HTTP/1.1 200 OK\r\n\r\nOK"));

            assertThat(ServerKind.choose(ServersConfig.temporary(), dockerHost(engine)))
                    .isEqualTo(ServerKind.DOCKER);
            answering.join();
        }
    }

    @Test
    void embeddedIsChosen_whenADataDirectoryIsAskedForAndAnEngineIsThere() throws Exception {
        try (ServerSocket engine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ServerKind.choose(ServersConfig.keptIn(Path.of("data")), dockerHost(engine)))
                    .isEqualTo(ServerKind.EMBEDDED);
        }
    }

    @Test
    void noEngine_whenItListensAndSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long before = System.nanoTime();

            assertThat(DockerEngine.of(dockerHost(silent)).answers()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void noEngine_whenNobodyListens(@TempDir Path directory) {
        int port = Ports.free(1)[0];

        assertThat(DockerEngine.of(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + port))
                        .answers())
                .isFalse();
        assertThat(DockerEngine.of(Map.of("DOCKER_HOST", "unix://" + directory.resolve("none.sock")))
                        .answers())
                .isFalse();
    }

    private static Map<String, String> dockerHost(ServerSocket server) {
        return Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + server.getLocalPort());
    }

    private static void answerOnce(ServerSocket engine, String answer) {
        try (Socket socket = engine.accept()) {
            assertThat(socket.getInputStream().read()).isEqualTo('G');
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
