package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import org.jspecify.annotations.Nullable;

/** OpenAI's error object, and the shapes that compatible servers make of it. */
final class OpenAiError {
    private OpenAiError() {}

    /** Whether the body, or an event of a stream, says that it failed. */
    static boolean isIn(JsonNode body) {
        JsonNode error = body.path("error");
        return error.isObject() || error.isTextual();
    }

    /**
     * What {@code {error: {message, type, param, code}}} says, or {@code {error: "…"}}, or the same fields without the
     * object around them; {@link WireError#NONE} when nothing of it is there.
     */
    static WireError of(JsonNode body) {
        JsonNode error = body.path("error");
        if (error.isTextual()) {
            return new WireError(null, null, null, error.textValue(), null, null);
        }
        JsonNode told = error.isObject() ? error : body;
        WireError said = new WireError(
                status(told.path("code")),
                WireJson.text(told.path("code")),
                WireJson.text(told.path("type")),
                WireJson.text(told.path("message")),
                WireJson.text(told.path("param")),
                null);
        return said.equals(WireError.NONE) ? WireError.NONE : said;
    }

    /** Compatible servers put the HTTP status where OpenAI has its own code. */
    private static @Nullable Integer status(JsonNode code) {
        boolean isStatus = code.isInt() && code.intValue() >= 400 && code.intValue() <= 599;
        return isStatus ? code.intValue() : null;
    }
}
