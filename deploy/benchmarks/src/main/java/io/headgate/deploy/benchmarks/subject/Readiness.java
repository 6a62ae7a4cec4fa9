package io.headgate.deploy.benchmarks.subject;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether services take work, as whoever runs them in production asks: their health page. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long POLL_MILLIS = 50;
    private static final int OK = 200;

    private Readiness() {}

    /** Blocks until they do. */
    static void await(URI address) throws IOException, InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(address.resolve("/health")).build();
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (client.send(health, BodyHandlers.discarding()).statusCode() != OK) {
                if (System.nanoTime() - giveUpAt > 0) {
                    throw new IllegalStateException("%s is not healthy after %s".formatted(address, PATIENCE));
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }
}
