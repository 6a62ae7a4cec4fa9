package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code {error: {code, message, status, details}}} says, Google's way; a stream may wrap it into an array. */
final class GeminiError {
    /** As protobuf writes a duration: {@code 34.07s}. */
    private static final Pattern DELAY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s");

    private GeminiError() {}

    static boolean is(JsonNode body) {
        return body.path("error").isObject();
    }

    /** Of a body of any kind. */
    static WireError of(byte[] body) {
        try {
            JsonNode read = WireJson.MAPPER.readTree(body);
            return of(read.isArray() ? read.path(0) : read);
        } catch (IOException notJson) {
            return WireError.NONE;
        }
    }

    static WireError of(JsonNode body) {
        JsonNode error = body.path("error");
        String reason = null;
        String parameter = null;
        Duration delay = null;
        for (JsonNode detail : error.path("details")) {
            String type = Json.text(detail, "@type");
            if (type.endsWith("google.rpc.ErrorInfo")) {
                reason = textOrNull(detail, "reason");
            } else if (type.endsWith("google.rpc.BadRequest")) {
                parameter = textOrNull(detail.path("fieldViolations").path(0), "field");
            } else if (type.endsWith("google.rpc.RetryInfo")) {
                delay = delay(Json.text(detail, "retryDelay"));
            }
        }
        return new WireError(
                status(error), reason, textOrNull(error, "status"), textOrNull(error, "message"), parameter, delay);
    }

    private static @Nullable Integer status(JsonNode error) {
        JsonNode code = error.path("code");
        boolean isStatus = code.isIntegralNumber() && code.canConvertToInt() && code.intValue() >= 400;
        return isStatus && code.intValue() <= 599 ? Integer.valueOf(code.intValue()) : null;
    }

    private static @Nullable Duration delay(String text) {
        Matcher delay = DELAY.matcher(text);
        if (!delay.matches()) {
            return null;
        }
        BigDecimal nanos = new BigDecimal(delay.group(1)).movePointRight(9);
        return Duration.ofNanos(nanos.setScale(0, RoundingMode.CEILING).longValueExact());
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        String text = Json.text(node, field);
        return text.isEmpty() ? null : text;
    }
}
