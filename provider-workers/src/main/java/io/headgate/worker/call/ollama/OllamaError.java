package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;

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
                : new WireError(
                        null,
                        WireJson.text(error.path("code")),
                        WireJson.text(error.path("type")),
                        WireJson.text(error.path("message")),
                        null,
                        null);
    }
}
