package io.headgate.api.chat;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;

/**
 * A failure as OpenAI's clients know it: they choose an exception by the status, and some read the code.
 *
 * @param status of HTTP, where nothing has been answered yet
 * @param type {@code invalid_request_error}, {@code insufficient_quota}, {@code rate_limit_error} or {@code server_error}
 * @param code OpenAI's where it has one for this, Headgate's otherwise
 */
public record OpenAiFailure(int status, String type, String code) {
    private static final String INVALID = "invalid_request_error";
    private static final String SERVER = "server_error";

    /**
     * The one place where the end of a request that was taken in gets its status. What the client can put right is 400 and its
     * like; what a tenant's limits refuse 429; what providers are to blame for 502 to 504, as they answered this one and nothing
     * was left to try.
     */
    public static OpenAiFailure of(Failure failure) {
        FailureCode code = failure.code();
        return switch (code) {
            case CONTEXT_TOO_LONG -> new OpenAiFailure(400, INVALID, "context_length_exceeded");
            case CONTENT_FILTERED -> new OpenAiFailure(400, INVALID, "content_filter");
            case NULL_RECORD,
                    EMPTY_RECORD,
                    INVALID_JSON,
                    INVALID_AVRO,
                    UNKNOWN_SCHEMA,
                    TOO_DEEP,
                    MISSING_TENANT,
                    TENANT_MISMATCH,
                    MISSING_MODEL,
                    INVALID_FIELD,
                    REDACTION_REFUSED,
                    NO_CANDIDATE,
                    PROVIDER_BAD_REQUEST,
                    CAPABILITY_REFUSED -> new OpenAiFailure(400, INVALID, code.wireName());
            case UNKNOWN_TENANT, TENANT_DISABLED -> new OpenAiFailure(403, INVALID, code.wireName());
            case UNKNOWN_ALIAS -> new OpenAiFailure(404, INVALID, "model_not_found");
            case CANCELLED -> new OpenAiFailure(409, INVALID, code.wireName());
            case BODY_TOO_LARGE -> new OpenAiFailure(413, INVALID, code.wireName());
            case OUTPUT_TRUNCATED -> new OpenAiFailure(422, INVALID, code.wireName());
            case BUDGET_EXCEEDED -> new OpenAiFailure(429, "insufficient_quota", "insufficient_quota");
            case RATE_LIMITED -> new OpenAiFailure(429, "rate_limit_error", "rate_limit_exceeded");
            case UNREADABLE_INTERNAL, UNKNOWN -> new OpenAiFailure(500, SERVER, code.wireName());
            case ATTEMPTS_EXHAUSTED,
                    PROVIDER_AUTH,
                    PROVIDER_GARBAGE,
                    PROVIDER_FINISH_REASON,
                    CONTRACT_VIOLATION,
                    RESULT_TOO_LARGE -> new OpenAiFailure(502, SERVER, code.wireName());
            case PROVIDER_QUOTA, PROVIDER_RATE_LIMITED, PROVIDER_UNAVAILABLE ->
                new OpenAiFailure(503, SERVER, code.wireName());
            case PROVIDER_TIMEOUT, DEADLINE_EXCEEDED -> new OpenAiFailure(504, SERVER, code.wireName());
        };
    }

    /**
     * Whether it is worth a client's while to send it again by itself. What providers would not do Headgate has tried as often
     * as is allowed; a rate is free again soon.
     */
    public boolean worthAnotherTry() {
        return code.equals("rate_limit_exceeded");
    }
}
