package io.headgate.metering.alert.delivery;

import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.webhook.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A webhook's other end on this machine, that checks signatures as its owner would. */
public final class HttpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final List<Post> posts = new CopyOnWriteArrayList<>();

    /** What came. */
    public record Post(
            String body,
            @Nullable String signature,
            @Nullable String alertId) {
        /** Whether the signature is right, by the rules that the documentation gives. */
        public boolean isSignedWith(String secret) {
            if (signature == null) {
                return false;
            }
            long at = Long.parseLong(signature.substring(2, signature.indexOf(',')));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return signature.equals(Signature.of(secret, Instant.ofEpochSecond(at), bytes));
        }
    }

    public HttpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(new Post(
                    body,
                    exchange.getRequestHeaders().getFirst("headgate-signature"),
                    exchange.getRequestHeaders().getFirst("headgate-alert-id")));
            Integer status = statuses.poll();
            if (status != null && status < 0) {
                return; // It hangs: never an answer.
            }
            exchange.getResponseHeaders().add("location", "/elsewhere");
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
            exchange.close();
        });
        server.start();
    }

    /** The next answers, in order, then 204 for ever; -1 is none at all. */
    public HttpReceiver answering(Integer... next) {
        statuses.addAll(List.of(next));
        return this;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    public List<Post> posts() {
        return List.copyOf(posts);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
