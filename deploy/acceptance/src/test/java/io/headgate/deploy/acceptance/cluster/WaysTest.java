package io.headgate.deploy.acceptance.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two clients of one server that says one byte to whoever comes. */
@Timeout(30)
class WaysTest {
    private static final Clients CLIENTS = Clients.of(List.of("worker-1", "worker-2"));
    private static final int SHORT_MILLIS = 200;

    @TempDir
    Path directory;

    private ServerSocket server = unbound();

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::greet);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void greet() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                client.getOutputStream().write(42);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static InetAddress address(String client) {
        return requireNonNull(CLIENTS.addresses().get(client), client);
    }

    private static int heard(String client, Ways ways) throws IOException {
        try (Socket socket = new Socket(address(client), ways.port())) {
            socket.setSoTimeout(SHORT_MILLIS);
            return socket.getInputStream().read();
        }
    }

    @Test
    void whatComesBetweenTwoComesBetweenNobodyElse() throws IOException {
        assumeThat(CLIENTS.addresses().values()).as("loopback addresses").doesNotHaveDuplicates();
        try (Ways ways = Ways.to("kafka-1", CLIENTS, server.getLocalPort())) {
            ways.of("worker-1").disturb(new Disturbance.BlackHole());

            assertThatThrownBy(() -> heard("worker-1", ways)).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard("worker-2", ways)).isEqualTo(42);
        }
    }

    @Test
    void allWaysTogether() throws IOException {
        try (Ways ways = Ways.to("kafka-1", CLIENTS, server.getLocalPort())) {
            assertThat(heard("worker-2", ways)).isEqualTo(42);
            ways.disturb(new Disturbance.BlackHole());

            assertThatThrownBy(() -> heard("worker-1", ways)).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> heard("worker-2", ways)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aStrangersWayIsNotKnown() {
        try (Ways ways = Ways.to("kafka-1", CLIENTS, server.getLocalPort())) {
            assertThatThrownBy(() -> ways.of("worker-9"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("worker-9")
                    .hasMessageContaining("worker-1");
        }
    }

    @Test
    void aClientFindsServersAtItsAddress() throws IOException {
        String option = CLIENTS.option("worker-2", List.of("kafka-1", "postgres"), directory);

        assertThat(option).startsWith("-Djdk.net.hosts.file=");
        String at = address("worker-2").getHostAddress();
        assertThat(Files.readAllLines(directory.resolve("worker-2.hosts")))
                .contains(at + " kafka-1.test", at + " postgres.test")
                .anyMatch(line -> line.startsWith("127.0.0.1 localhost"));
    }
}
