package io.headgate.deploy.simulator.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider does not answer a call.
 *
 * @param status the HTTP status
 * @param type the provider's word for the class of error, as OpenAI has it; a wire with others translates
 * @param code the provider's word for this error, null if it has none
 * @param param the request's field that is at fault, null if none is
 * @param message for people
 * @param retryIn how long to wait, for formats that say so in the body; null if that is not said there
 */
public record Refusal(
        int status,
        String type,
        @Nullable String code,
        @Nullable String param,
        String message,
        @Nullable Duration retryIn) {
    /** The codes that formats with other words for the same go by. */
    public static final String NO_KEY = "no_api_key";

    public static final String WRONG_KEY = "invalid_api_key";
    public static final String UNKNOWN_MODEL = "model_not_found";
    public static final String RATE_LIMITED = "rate_limit_exceeded";
    public static final String OUT_OF_MONEY = "insufficient_quota";
    public static final String CONTEXT_TOO_LONG = "context_length_exceeded";

    private static final String INVALID = "invalid_request_error";

    public Refusal(int status, String type, @Nullable String code, @Nullable String param, String message) {
        this(status, type, code, param, message, null);
    }

    /** With this wait told in the body. */
    public Refusal withRetryIn(Duration wait) {
        return new Refusal(status, type, code, param, message, wait);
    }

    /** Whether its code is this one. */
    public boolean isFor(String asked) {
        return asked.equals(code);
    }

    /** A field of the request is missing or wrong. */
    public static Refusal invalid(@Nullable String param, String message) {
        return new Refusal(400, INVALID, null, param, message);
    }

    public static Refusal noKey() {
        return new Refusal(401, INVALID, NO_KEY, null, "You didn't provide an API key.");
    }

    public static Refusal wrongKey() {
        return new Refusal(401, INVALID, WRONG_KEY, null, "Incorrect API key provided.");
    }

    public static Refusal unknownModel(String model) {
        return new Refusal(
                404,
                INVALID,
                UNKNOWN_MODEL,
                "model",
                "The model `" + model + "` does not exist or you do not have access to it.");
    }

    public static Refusal rateLimited(String provider) {
        return new Refusal(
                429,
                "requests",
                RATE_LIMITED,
                null,
                "Rate limit reached for " + provider + " on requests or tokens per minute.");
    }

    /** The account is empty. */
    public static Refusal outOfMoney() {
        return new Refusal(
                429,
                OUT_OF_MONEY,
                OUT_OF_MONEY,
                null,
                "You exceeded your current quota, please check your plan and billing details.");
    }

    /** The prompt does not fit the model. */
    public static Refusal contextTooLong() {
        return new Refusal(
                400, INVALID, CONTEXT_TOO_LONG, "messages", "This model's maximum context length is exceeded.");
    }

    /** What a provider says with this status, when it says it without a reason in the request. */
    public static Refusal ofStatus(int status) {
        return switch (status) {
            case 400 -> contextTooLong();
            case 401 -> wrongKey();
            case 402 -> new Refusal(402, OUT_OF_MONEY, OUT_OF_MONEY, null, "You exceeded your current quota.");
            case 403 -> new Refusal(403, "permission_error", "forbidden", null, "This key may not do that.");
            case 404 -> new Refusal(404, INVALID, UNKNOWN_MODEL, "model", "The model does not exist.");
            case 429 -> new Refusal(429, "requests", RATE_LIMITED, null, "Rate limit reached.");
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
