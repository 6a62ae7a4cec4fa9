package io.headgate.deploy.simulator.wire.gemini;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.Refusal;
import java.io.IOException;
import java.time.Duration;

/** Google's error object. */
final class ErrorJson {
    private static final String TYPES = "type.googleapis.com/google.rpc.";

    private ErrorJson() {}

    /** A wrong key is a bad request to Google, and a missing one a lack of permission. */
    static int status(Refusal refusal) {
        if (refusal.isFor(Refusal.WRONG_KEY)) {
            return 400;
        }
        return refusal.isFor(Refusal.NO_KEY) ? 403 : refusal.status();
    }

    static byte[] body(Refusal refusal) {
        return JsonBody.object(json -> write(json, refusal));
    }

    /** As an event of a stream that fails on its way. */
    static byte[] event(Refusal refusal) {
        return JsonBody.event(json -> write(json, refusal));
    }

    private static void write(JsonGenerator json, Refusal refusal) throws IOException {
        int status = status(refusal);
        json.writeObjectFieldStart("error");
        json.writeNumberField("code", status);
        json.writeStringField("message", message(refusal));
        json.writeStringField("status", name(status));
        if (refusal.isFor(Refusal.WRONG_KEY)) {
            detail(json, "ErrorInfo", "reason", "API_KEY_INVALID");
        }
        Duration wait = refusal.retryIn();
        if (wait != null) {
            detail(json, "RetryInfo", "retryDelay", seconds(wait));
        }
        json.writeEndObject();
    }

    private static void detail(JsonGenerator json, String type, String field, String value) throws IOException {
        json.writeArrayFieldStart("details");
        json.writeStartObject();
        json.writeStringField("@type", TYPES + type);
        json.writeStringField(field, value);
        json.writeEndObject();
        json.writeEndArray();
    }

    /** As protobuf writes durations: {@code 2s}, {@code 1.500s}. */
    private static String seconds(Duration wait) {
        return wait.toMillisPart() == 0
                ? wait.toSeconds() + "s"
                : "%d.%03ds".formatted(wait.toSeconds(), wait.toMillisPart());
    }

    private static String name(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }

    private static String message(Refusal refusal) {
        String code = refusal.code();
        return switch (code == null ? "" : code) {
            case Refusal.NO_KEY ->
                "Method doesn't allow unregistered callers (callers without established identity). "
                        + "Please use API Key or other form of API consumer identity to call this API.";
            case Refusal.WRONG_KEY -> "API key not valid. Please pass a valid API key.";
            case Refusal.OUT_OF_MONEY ->
                "Your prepayment credits are depleted. Please go to AI Studio to manage your " + "project and billing.";
            case Refusal.RATE_LIMITED -> "You exceeded your current quota, please check your plan and billing details.";
            case Refusal.CONTEXT_TOO_LONG ->
                "The input token count (1180012) exceeds the maximum number of tokens " + "allowed (1048576).";
            case Refusal.UNKNOWN_MODEL ->
                "The model that was asked for is not found for API version v1beta, or is not "
                        + "supported for generateContent.";
            default -> refusal.message();
        };
    }
}
