package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.chat.Counts;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Replicate's errors: {@code {title, detail, status}}, of an input also which field of it was wrong. */
final class ReplicateError {
    /** How the message ends when a prompt or an answer was withheld for its content. */
    private static final String SENSITIVE = "(E005)";

    private ReplicateError() {}

    static WireError of(JsonNode error) {
        JsonNode status = error.path("status");
        return new WireError(
                status.isInt() ? status.intValue() : null,
                null,
                WireJson.text(error.path("title")),
                WireJson.text(error.path("detail")),
                WireJson.text(error.path("invalid_fields").path(0).path("field")),
                wait(error.path("retry_after")));
    }

    /** Of a prediction that did not succeed: its status is the code. */
    static WireError ofPrediction(JsonNode prediction) {
        String message = WireJson.text(prediction.path("error"));
        String type = message != null && message.contains(SENSITIVE) ? "content_policy" : null;
        return new WireError(null, WireJson.text(prediction.path("status")), type, message, null, null);
    }

    private static @Nullable Duration wait(JsonNode seconds) {
        return Counts.isCount(seconds) ? Duration.ofSeconds(seconds.longValue()) : null;
    }
}
