package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.WireError;
import org.jspecify.annotations.Nullable;

/** What {@code {type: error, error: {type, message}}} says, in a body or in mid-stream. */
final class AnthropicError {
    private AnthropicError() {}

    static boolean is(JsonNode body) {
        return Json.text(body, "type").equals("error") || body.path("error").isObject();
    }

    static WireError of(JsonNode body) {
        JsonNode error = body.path("error");
        String type = text(error.path("type"));
        return new WireError(status(type), null, type, text(error.path("message")), null, null);
    }

    /** The status that each type comes with, where it comes as a body. */
    private static @Nullable Integer status(@Nullable String type) {
        return switch (type == null ? "" : type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "api_error" -> 500;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> null;
        };
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
