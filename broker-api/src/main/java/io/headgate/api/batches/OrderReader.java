package io.headgate.api.batches;

import io.headgate.api.files.FileId;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.json.WholeNumber;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what a client asks for. Any bytes are an answer. Thread-safe. */
public final class OrderReader {
    private static final int MAX_PAIRS = 16;
    private static final int MAX_KEY = 64;
    private static final int MAX_VALUE = 512;
    private static final int MAX_SHOWN = 80;
    private static final long LEAST_SECONDS = 3_600;
    private static final long MOST_SECONDS = 2_592_000;
    private static final Set<String> KEYS = new TreeSet<>(
            Set.of("input_file_id", "endpoint", "completion_window", "metadata", "output_expires_after", "headgate"));

    private final JsonReader json;
    private final Set<String> endpoints;

    /** @param endpoints that lines may be for */
    public OrderReader(JsonReader json, Set<String> endpoints) {
        this.json = json;
        this.endpoints = new TreeSet<>(endpoints);
    }

    /** What it is. */
    public sealed interface Read {
        record Good(BatchOrder order) implements Read {}

        /** @param param the field at fault; null when it is the whole */
        record Bad(Failure failure, @Nullable String param) implements Read {}
    }

    public Read read(byte[] body) {
        return switch (json.read(body)) {
            case JsonDocument.Refused(Failure failure) -> new Read.Bad(failure, null);
            case JsonDocument.Parsed document when document.root() instanceof Obj root -> read(root);
            case JsonDocument.Parsed document ->
                new Read.Bad(
                        new Failure(
                                FailureCode.INVALID_JSON,
                                "The body is JSON, but no batch.",
                                JsonValue.kindOf(document.root()),
                                "an object"),
                        null);
        };
    }

    private Read read(Obj root) {
        for (String key : root.members().keySet()) {
            if (!KEYS.contains(key)) {
                return bad("The batch has a key that nothing is known of.", null, shown(key), String.join(", ", KEYS));
            }
        }
        FileId input = file(root.get("input_file_id"));
        if (input == null) {
            return bad(
                    "The input file is not named.", "input_file_id", seen(root.get("input_file_id")), FileId.ALLOWED);
        }
        if (!(root.get("endpoint") instanceof Text(String endpoint)) || !endpoints.contains(endpoint)) {
            return bad(
                    "Batches are not for this endpoint.",
                    "endpoint",
                    seen(root.get("endpoint")),
                    String.join(", ", endpoints));
        }
        if (!(root.get("completion_window") instanceof Text(String window)) || !window.equals(BatchOrder.WINDOW)) {
            return bad(
                    "There is one completion window.",
                    "completion_window",
                    seen(root.get("completion_window")),
                    BatchOrder.WINDOW);
        }
        Map<String, String> metadata = metadata(root.get("metadata"));
        if (metadata == null) {
            return bad(
                    "The metadata cannot be kept.",
                    "metadata",
                    JsonValue.kindOf(root.get("metadata")),
                    "an object of at most %d strings of at most %d characters, keys of at most %d"
                            .formatted(MAX_PAIRS, MAX_VALUE, MAX_KEY));
        }
        JsonValue own = root.get("headgate");
        if (own != null) {
            String alias = elsewhere(own);
            if (alias == null) {
                return bad(
                        "What Headgate is asked for cannot be read.",
                        "headgate",
                        JsonValue.kindOf(own),
                        "{\"resubmit\": \"an alias\"}");
            }
            metadata.put(ResubmitPolicy.KEY, alias);
        }
        String elsewhere = metadata.get(ResubmitPolicy.KEY);
        if (elsewhere != null && ResubmitPolicy.alias(elsewhere).isEmpty()) {
            return bad(
                    "Undone lines can be sent to no such alias.",
                    own == null ? "metadata." + ResubmitPolicy.KEY : "headgate.resubmit",
                    shown(elsewhere),
                    "an alias, 1 to 128 visible characters");
        }
        JsonValue expiry = root.get("output_expires_after");
        Duration keepOutput = keepOutput(expiry);
        return expiry != null && keepOutput == null
                ? bad(
                        "The files' expiry cannot be read.",
                        "output_expires_after",
                        JsonValue.kindOf(expiry),
                        "{\"anchor\": \"created_at\", \"seconds\": %d to %d}".formatted(LEAST_SECONDS, MOST_SECONDS))
                : new Read.Good(new BatchOrder(input, endpoint, metadata, keepOutput));
    }

    private static @Nullable FileId file(@Nullable JsonValue value) {
        try {
            return value instanceof Text(String id) ? new FileId(id) : null;
        } catch (IllegalArgumentException noFile) {
            return null;
        }
    }

    /** Null when it is not valid. */
    private static @Nullable Map<String, String> metadata(@Nullable JsonValue value) {
        if (value == null) {
            return new LinkedHashMap<>();
        }
        if (!(value instanceof Obj object) || object.members().size() > MAX_PAIRS) {
            return null;
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> pair : object.members().entrySet()) {
            if (!(pair.getValue() instanceof Text(String text))
                    || text.length() > MAX_VALUE
                    || pair.getKey().length() > MAX_KEY) {
                return null;
            }
            metadata.put(pair.getKey(), text);
        }
        return metadata;
    }

    /** The alias that undone lines are to be sent to; null when it is not valid. */
    private static @Nullable String elsewhere(JsonValue value) {
        return value instanceof Obj object
                        && object.members().size() == 1
                        && object.get("resubmit") instanceof Text(String alias)
                ? alias
                : null;
    }

    private static @Nullable Duration keepOutput(@Nullable JsonValue value) {
        if (!(value instanceof Obj object)
                || !(object.get("anchor") instanceof Text(String anchor))
                || !anchor.equals("created_at")) {
            return null;
        }
        Long seconds = WholeNumber.of(object.get("seconds"));
        return seconds == null || seconds < LEAST_SECONDS || seconds > MOST_SECONDS
                ? null
                : Duration.ofSeconds(seconds);
    }

    private static Read bad(String message, @Nullable String param, String seen, String allowed) {
        return new Read.Bad(new Failure(FailureCode.INVALID_FIELD, message, seen, allowed), param);
    }

    private static String seen(@Nullable JsonValue value) {
        return value instanceof Text(String text) ? shown(text) : JsonValue.kindOf(value);
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN);
    }
}
