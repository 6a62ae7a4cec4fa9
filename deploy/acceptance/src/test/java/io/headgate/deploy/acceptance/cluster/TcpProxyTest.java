package io.headgate.deploy.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client, the proxy, and a server that echoes. */
@Timeout(30)
class TcpProxyTest {
    private static final int SHORT_MILLIS = 200;

    private ServerSocket server = unbound();
    private TcpProxy proxy = TcpProxy.start("test", 0, 1);

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        proxy.close();
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.start("test", 0, server.getLocalPort());
        Thread.ofVirtual().start(this::echo);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private void echo() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        client.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException reset) {
                        // What some tests are about.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void assertEchoes(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        assertThat(socket.getInputStream().read()).isEqualTo(42);
    }

    @Test
    void passesBothWays_andBothEnds() throws IOException {
        try (Socket socket = connect()) {
            assertEchoes(socket);
            socket.shutdownOutput();

            assertThat(socket.getInputStream().read()).as("the server's end").isEqualTo(-1);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> proxy.connections() == 0);
    }

    @Test
    void holdsWhatPasses_whenDelayed() throws IOException {
        try (Socket socket = connect()) {
            assertEchoes(socket);
            proxy.disturb(new Disturbance.Delay(Duration.ofMillis(150)));
            long began = System.nanoTime();
            assertEchoes(socket);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void resetsWhatIsOpenAndWhatIsNew_untilItIsOver() throws IOException {
        try (Socket open = connect()) {
            assertEchoes(open);
            proxy.disturb(new Disturbance.Reset());

            assertThatThrownBy(() -> open.getInputStream().read()).isInstanceOf(SocketException.class);
            try (Socket fresh = connect()) {
                assertThatThrownBy(() -> fresh.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
        proxy.disturb(Disturbance.NONE);
        try (Socket fresh = connect()) {
            assertEchoes(fresh);
        }
    }

    @Test
    void swallowsAll_andGoesOnWithEveryByte_whenTheBlackHoleIsOver() throws IOException {
        try (Socket open = connect()) {
            assertEchoes(open);
            proxy.disturb(new Disturbance.BlackHole());
            open.getOutputStream().write(7);
            open.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> open.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            try (Socket fresh = connect()) {
                fresh.getOutputStream().write(8);
                fresh.setSoTimeout(SHORT_MILLIS);
                assertThatThrownBy(() -> fresh.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                proxy.disturb(Disturbance.NONE);
                fresh.setSoTimeout(5_000);

                assertThat(fresh.getInputStream().read()).isEqualTo(8);
            }
            open.setSoTimeout(5_000);
            assertThat(open.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void endsTowardsTheClientAlone_whenHalfClosed() throws IOException {
        try (Socket open = connect()) {
            assertEchoes(open);
            proxy.disturb(new Disturbance.HalfClose());

            assertThat(open.getInputStream().read()).isEqualTo(-1);
            open.getOutputStream().write(1);
            try (Socket fresh = connect()) {
                assertEchoes(fresh);
            }
        }
    }

    @Test
    void resetsItsClient_whenNobodyListensBehindIt() throws IOException {
        server.close();
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }
}
