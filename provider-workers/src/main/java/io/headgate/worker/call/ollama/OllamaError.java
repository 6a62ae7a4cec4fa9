package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.WireError;
import org.jspecify.annotations.Nullable;

/** Ollama's errors: {@code {error: "…"}}, and of a proxy before it now and then OpenAI's. */
final class OllamaError {
    private OllamaError() {}

    static boolean isIn(JsonNode body) {
        return body.hasNonNull("error");
    }

    /** {@link WireError#NONE} when the body says nothing of an error. */
    static WireError of(JsonNode body) {
        JsonNode error = body.path("error");
        return error.isTextual()
                ? new WireError(null, null, null, error.textValue(), null, null)
                : new WireError(null, text(error, "code"), text(error, "type"), text(error, "message"), null, null);
    }

    private static @Nullable String text(JsonNode error, String field) {
        String text = Json.text(error, field);
        return text.isEmpty() ? null : text;
    }
}
