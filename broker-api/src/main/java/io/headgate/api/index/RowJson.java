package io.headgate.api.index;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The parts of a row that are JSON, in the shape that {@code GET /v1/requests/{id}} gives them back in. */
final class RowJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RowJson() {}

    static String tags(Map<String, String> tags) {
        ObjectNode node = JSON.createObjectNode();
        new TreeMap<>(tags).forEach((key, value) -> node.put(Storable.text(key), Storable.text(value)));
        return node.toString();
    }

    static String usage(Usage usage) {
        ObjectNode node = JSON.createObjectNode();
        for (Map.Entry<Meter, Long> used : usage.quantities().entrySet()) {
            node.put(used.getKey().wireName(), used.getValue());
        }
        node.put("source", usage.source().name().toLowerCase(Locale.ROOT));
        return node.toString();
    }

    static String attempts(List<AttemptSummary> attempts) {
        ArrayNode array = JSON.createArrayNode();
        attempts.forEach(attempt -> describe(attempt, array.addObject()));
        return array.toString();
    }

    private static void describe(AttemptSummary attempt, ObjectNode node) {
        node.put("id", Storable.text(attempt.id().value()));
        node.put("provider", attempt.target().provider().value());
        node.put("endpoint", attempt.target().endpoint().value());
        node.put("model", attempt.target().model().value());
        node.put("status", attempt.status().name().toLowerCase(Locale.ROOT));
        if (attempt.failure() != null) {
            node.put("code", attempt.failure().code().wireName());
            node.put("message", Storable.text(attempt.failure().message()));
        }
        if (attempt.httpStatus() != null) {
            node.put("http_status", attempt.httpStatus());
        }
        if (attempt.upstreamRequestId() != null) {
            node.put("upstream_request_id", Storable.text(attempt.upstreamRequestId()));
        }
        node.put("started_at", attempt.startedAt().toString());
        node.put("duration_ms", attempt.duration().toMillis());
        if (!attempt.dropped().isEmpty()) {
            ArrayNode dropped = node.putArray("dropped");
            attempt.dropped().forEach(path -> dropped.add(Storable.text(path)));
        }
    }
}
