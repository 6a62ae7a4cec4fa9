package io.headgate.worker.redact.presidio;

import io.headgate.schemas.catalog.Detection.Detector;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.http.HttpReply;
import io.headgate.worker.call.http.HttpUpstream;
import io.headgate.worker.redact.JsonText;
import io.headgate.worker.redact.NameDetector;
import io.headgate.worker.redact.Span;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks Presidio's analyzer, or what speaks its {@code POST /analyze}: one call for all texts of a request, a few at once.
 * Thread-safe.
 */
public final class PresidioDetector implements NameDetector {
    /** Whoever comes later waits, and its wait counts: a detector that is slow must not gather thousands of prompts. */
    private static final int AT_ONCE = 16;

    private static final Map<String, String> HEADERS = Map.of("Accept", "application/json", "User-Agent", "headgate");

    private final JsonReader json;
    private final Function<Boolean, HttpUpstream> upstream;
    /** By whether private addresses may be called. */
    private final Map<Boolean, HttpUpstream> opened = new ConcurrentHashMap<>();

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** @param upstream opens what calls go through; told whether private addresses may be called */
    public PresidioDetector(JsonReader json, Function<Boolean, HttpUpstream> upstream) {
        this.json = json;
        this.upstream = upstream;
    }

    @Override
    public Answer find(Detector service, Collection<String> entities, Collection<String> texts) {
        long until = System.nanoTime() + service.timeout().toNanos();
        try {
            if (!turns.tryAcquire(service.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                return new Answer.Away("no turn within " + service.timeout().toMillis() + " ms");
            }
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            return new Answer.Away("given up");
        }
        try {
            long left = until - System.nanoTime();
            return left <= 0
                    ? new Answer.Away("no time left")
                    : asked(service, entities, texts, Duration.ofNanos(left));
        } finally {
            turns.release();
        }
    }

    private Answer asked(Detector service, Collection<String> entities, Collection<String> texts, Duration left) {
        JoinedTexts joined = new JoinedTexts(texts);
        HttpCall call = new HttpCall(
                URI.create(service.url() + "/analyze"),
                HEADERS,
                body(service, entities, joined.joined()).getBytes(StandardCharsets.UTF_8),
                new CallTimeouts(left, left, left, left));
        return switch (opened.computeIfAbsent(service.allowPrivate(), upstream).post(call)) {
            case HttpReply.Broken broken -> new Answer.Away("the call broke: " + broken.kind());
            case HttpReply.Answered answered
            when answered.status() != 200 -> new Answer.Away("HTTP " + answered.status());
            case HttpReply.Answered answered ->
                read(answered.body(), joined, entities)
                        .<Answer>map(Answer.Found::new)
                        .orElseGet(() -> new Answer.Away("an answer that is no list of places in the text"));
        };
    }

    private Optional<Map<String, List<Span>>> read(byte[] body, JoinedTexts joined, Collection<String> entities) {
        return switch (json.read(body)) {
            case JsonDocument.Refused _ -> Optional.empty();
            case JsonDocument.Parsed parsed ->
                Findings.of(parsed.root(), joined.joined(), entities).map(joined::apart);
        };
    }

    private static String body(Detector service, Collection<String> entities, String text) {
        Map<String, JsonValue> body = new LinkedHashMap<>();
        body.put("text", new JsonValue.Text(text));
        body.put("language", new JsonValue.Text(service.language()));
        body.put(
                "entities",
                new JsonValue.Arr(service.types().stream()
                        .filter(type -> entities.contains(Detector.entity(type)))
                        .sorted()
                        .<JsonValue>map(JsonValue.Text::new)
                        .toList()));
        return JsonText.of(new JsonValue.Obj(body, 0, 0));
    }

    @Override
    public void close() {
        opened.values().forEach(HttpUpstream::close);
    }
}
