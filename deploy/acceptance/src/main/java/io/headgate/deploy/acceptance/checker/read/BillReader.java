package io.headgate.deploy.acceptance.checker.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.acceptance.checker.evidence.UpstreamCall;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the ledger that a simulator keeps of all calls it received: {@code /_sim/ledger}, JSON lines. */
final class BillReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OPENAI = "openai";
    private static final String STANDARD = "standard";

    private BillReader() {}

    /** @param providers whose calls are wanted; empty means all */
    static List<UpstreamCall> read(URI simulator, List<String> providers, Names names) throws InterruptedException {
        URI ledger = URI.create(simulator.toString().replaceAll("/+$", "") + "/_sim/ledger");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> reply =
                    client.send(HttpRequest.newBuilder(ledger).build(), HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = reply.body()) {
                if (reply.statusCode() != 200) {
                    throw new IllegalStateException(
                            "%s answered %d, allowed 200: is it a simulator?".formatted(ledger, reply.statusCode()));
                }
                return lines.filter(line -> !line.isBlank())
                        .map(line -> call(line, names))
                        .filter(call -> providers.isEmpty() || providers.contains(call.provider()))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + ledger, e);
        }
    }

    private static UpstreamCall call(String line, Names names) {
        try {
            JsonNode entry = JSON.readTree(line);
            return new UpstreamCall(
                    entry.path("sequence").longValue(),
                    names.of(entry.path("provider").asText()),
                    names.ofNullable(text(entry, "attemptId")),
                    Instant.parse(entry.path("receivedAt").asText()).toEpochMilli(),
                    entry.path("status").intValue(),
                    entry.path("billed").booleanValue(),
                    entry.path("promptTokens").longValue(),
                    entry.path("cachedTokens").longValue(),
                    entry.path("completionTokens").longValue(),
                    entry.path("reasoningTokens").longValue(),
                    text(entry, "bodySha256"),
                    entry.path("format").asText(OPENAI).equals(OPENAI)
                            && !entry.path("streamed").booleanValue(),
                    names.ofNullable(text(entry, "fault")),
                    tier(entry.path("serviceTier").asText(STANDARD)));
        } catch (IOException e) {
            throw new UncheckedIOException("a line of the simulator's ledger is not JSON", e);
        }
    }

    /** The simulator bills its flex as batches are billed. */
    private static @Nullable String tier(String told) {
        return switch (told) {
            case STANDARD -> null;
            case "flex" -> Usage.BATCH;
            default -> told;
        };
    }

    private static @Nullable String text(JsonNode entry, String name) {
        JsonNode value = entry.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
