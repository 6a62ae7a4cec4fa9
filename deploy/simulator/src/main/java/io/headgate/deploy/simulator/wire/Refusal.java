package io.headgate.deploy.simulator.wire;

import org.jspecify.annotations.Nullable;

/**
 * Why a provider does not answer a call.
 *
 * @param status the HTTP status
 * @param type the provider's word for the class of error, as OpenAI has it; a wire with others translates
 * @param code the provider's word for this error, null if it has none
 * @param param the request's field that is at fault, null if none is
 * @param message for people
 */
public record Refusal(
        int status,
        String type,
        @Nullable String code,
        @Nullable String param,
        String message) {
    private static final String INVALID = "invalid_request_error";

    /** A field of the request is missing or wrong. */
    public static Refusal invalid(@Nullable String param, String message) {
        return new Refusal(400, INVALID, null, param, message);
    }

    public static Refusal noKey() {
        return new Refusal(401, INVALID, null, null, "You didn't provide an API key.");
    }

    public static Refusal wrongKey() {
        return new Refusal(401, INVALID, "invalid_api_key", null, "Incorrect API key provided.");
    }

    public static Refusal unknownModel(String model) {
        return new Refusal(
                404,
                INVALID,
                "model_not_found",
                "model",
                "The model `" + model + "` does not exist or you do not have access to it.");
    }

    public static Refusal rateLimited(String provider) {
        return new Refusal(
                429,
                "requests",
                "rate_limit_exceeded",
                null,
                "Rate limit reached for " + provider + " on requests or tokens per minute.");
    }

    /** What a provider says with this status, when it says it without a reason in the request. */
    public static Refusal ofStatus(int status) {
        return switch (status) {
            case 400 ->
                new Refusal(
                        400,
                        INVALID,
                        "context_length_exceeded",
                        "messages",
                        "This model's maximum context length is exceeded.");
            case 401 -> wrongKey();
            case 402 ->
                new Refusal(402, "insufficient_quota", "insufficient_quota", null, "You exceeded your current quota.");
            case 403 -> new Refusal(403, "permission_error", "forbidden", null, "This key may not do that.");
            case 404 -> new Refusal(404, INVALID, "model_not_found", "model", "The model does not exist.");
            case 429 -> new Refusal(429, "requests", "rate_limit_exceeded", null, "Rate limit reached.");
            case 503 ->
                new Refusal(503, "server_error", "service_unavailable", null, "The engine is currently overloaded.");
            case 529 -> new Refusal(529, "overloaded_error", "overloaded", null, "Overloaded.");
            default ->
                new Refusal(
                        status,
                        status < 500 ? INVALID : "server_error",
                        null,
                        null,
                        "Simulated status " + status + ".");
        };
    }
}
