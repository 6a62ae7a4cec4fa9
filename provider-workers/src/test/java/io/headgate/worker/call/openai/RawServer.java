package io.headgate.worker.call.openai;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request with whatever bytes a test likes, and sees which connections stay. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Play play;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();

    /** What is done once a request is in, whole. */
    interface Play {
        void answer(Socket socket) throws IOException, InterruptedException;
    }

    RawServer(Play play) throws IOException {
        this(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), play);
    }

    /** @param listener closed with this */
    RawServer(ServerSocket listener, Play play) {
        this.listener = listener;
        this.play = play;
        Thread.ofVirtual().start(this::accept);
    }

    /** A server that sends these bytes and leaves the connection open. */
    static RawServer sending(byte[] bytes) throws IOException {
        return new RawServer(socket -> socket.getOutputStream().write(bytes));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a byte every 100 ms for as long as somebody reads. */
    static void dribble(Socket socket, String text) throws IOException, InterruptedException {
        for (byte b : bytes(text)) {
            socket.getOutputStream().write(b);
            Thread.sleep(100);
        }
    }

    URI baseUrl(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort() + "/v1");
    }

    URI baseUrl() {
        return baseUrl("http");
    }

    int accepted() {
        return accepted.get();
    }

    /** Connections that the client has closed. */
    int gone() {
        return gone.get();
    }

    /** Bytes of requests, as far as anybody could read them: of their heads at least. */
    int received() {
        return received.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (request(in)) {
                play.answer(socket);
            }
        } catch (IOException left) {
            // The client has closed while it was being answered.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone.incrementAndGet();
        }
    }

    /** Reads head and body; false at the end of the connection. */
    private boolean request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            received.incrementAndGet();
            head.append((char) b);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        if (at >= 0) {
            int from = at + "content-length: ".length();
            in.skipNBytes(Integer.parseInt(lower.substring(from, lower.indexOf("\r\n", from))));
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
