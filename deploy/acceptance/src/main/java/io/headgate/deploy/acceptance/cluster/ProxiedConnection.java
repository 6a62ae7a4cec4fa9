package io.headgate.deploy.acceptance.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/** One client's connection and its other half, from {@link #carry} to its end. Thread-safe. */
final class ProxiedConnection {
    private static final int PIECE = 32 * 1_024;

    private final Socket client;
    private final Socket server = new Socket();
    private final Weather weather;
    private final AtomicBoolean endedTowardsClient = new AtomicBoolean();

    ProxiedConnection(Socket client, Weather weather) {
        this.client = client;
        this.weather = weather;
    }

    /** Connects to the target and carries bytes until both directions have ended. */
    void carry(InetSocketAddress target) throws InterruptedException {
        try {
            weather.awaitPassage();
            server.connect(target);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Thread up = Thread.ofVirtual().start(() -> pass(client, server, false));
            pass(server, client, true);
            up.join();
        } catch (IOException unreachable) {
            // The target does not listen: its client hears what it would have heard without us.
            reset();
        } finally {
            close();
        }
    }

    private void pass(Socket from, Socket to, boolean towardsClient) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                weather.awaitPassage();
                if (towardsClient && endedTowardsClient.get()) {
                    continue;
                }
                out.write(piece, 0, length);
            }
            weather.awaitPassage();
            if (!towardsClient || endedTowardsClient.compareAndSet(false, true)) {
                to.shutdownOutput();
            }
        } catch (IOException broken) {
            // One side is gone without an end: neither side shall wait for it.
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Both sides see their connection reset. */
    void reset() {
        abort(client);
        abort(server);
    }

    /** The client sees the end of what is sent to it. */
    void endTowardsClient() {
        if (endedTowardsClient.compareAndSet(false, true)) {
            try {
                client.shutdownOutput();
            } catch (IOException gone) {
                reset();
            }
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // Closed already.
        } finally {
            close(socket);
        }
    }

    private void close() {
        close(client);
        close(server);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed all the same.
        }
    }
}
