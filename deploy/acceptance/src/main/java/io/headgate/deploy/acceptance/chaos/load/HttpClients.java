package io.headgate.deploy.acceptance.chaos.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Clients that submit over HTTP and, unanswered or refused for now, ask the next API with the same id. Thread-safe. */
final class HttpClients implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ASK = Duration.ofSeconds(6);
    private static final long PAUSE_MILLIS = 250;
    private static final int ACCEPTED = 202;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Supplier<List<URI>> apis;
    private final ConcurrentSkipListSet<Long> accepted = new ConcurrentSkipListSet<>();
    private final LongAdder repeats = new LongAdder();

    /** @param apis those that are up now */
    HttpClients(Supplier<List<URI>> apis) {
        this.apis = apis;
    }

    /** Submits until it is accepted. False when it never was. */
    boolean submit(Script.Request request) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 0; System.nanoTime() - until < 0; attempt++) {
            List<URI> up = apis.get();
            if (!up.isEmpty() && isAccepted(up.get((request.number() + attempt) % up.size()), request)) {
                accepted.add(System.nanoTime());
                return true;
            }
            repeats.increment();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    private boolean isAccepted(URI api, Script.Request request) throws InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(api + "/v1/requests"))
                .timeout(ASK)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        try {
            return http.send(builder.build(), BodyHandlers.discarding()).statusCode() == ACCEPTED;
        } catch (IOException noAnswer) {
            return false;
        }
    }

    /** How long after a moment the next submission was accepted. */
    Optional<Duration> nextAccepted(long fromNanos) {
        return Optional.ofNullable(accepted.ceiling(fromNanos)).map(at -> Duration.ofNanos(at - fromNanos));
    }

    /** How often a client had to ask again. */
    long repeats() {
        return repeats.sum();
    }

    @Override
    public void close() {
        http.close();
    }
}
