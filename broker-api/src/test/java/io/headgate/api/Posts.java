package io.headgate.api;

import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.webhook.Signature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook's other end on this machine, that checks signatures as its owner would. */
final class Posts implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final List<Post> posts = new CopyOnWriteArrayList<>();

    /** What came. */
    record Post(String path, String body, String signature, String eventId) {
        /** Whether a secret is among those that it was signed with. */
        boolean isSignedWith(String secret) {
            long at = Long.parseLong(signature.substring(2, signature.indexOf(',')));
            String whole = Signature.of(secret, Instant.ofEpochSecond(at), body.getBytes(StandardCharsets.UTF_8));
            return signature.contains(whole.substring(whole.indexOf(",v1=")));
        }
    }

    Posts() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(new Post(
                    exchange.getRequestURI().getPath(),
                    body,
                    exchange.getRequestHeaders().getFirst("headgate-signature"),
                    exchange.getRequestHeaders().getFirst("headgate-event-id")));
            Integer status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
            exchange.close();
        });
        server.start();
    }

    /** The next answers, in order, then 204 for ever. */
    void answering(Integer... next) {
        statuses.addAll(List.of(next));
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<Post> to(String path) {
        return posts.stream().filter(post -> post.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
