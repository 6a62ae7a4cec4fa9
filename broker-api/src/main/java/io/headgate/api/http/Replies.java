package io.headgate.api.http;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import org.jspecify.annotations.Nullable;

/** Errors as HTTP replies. */
public final class Replies {
    private static final int RETRY_AFTER_SECONDS = 2;

    private Replies() {}

    public static MutableHttpResponse<ApiError> refused(Failure failure, @Nullable String param) {
        return error(statusOf(failure.code()), ApiError.invalid(failure, param));
    }

    /** 503: not now, and the same request may be sent again. */
    public static MutableHttpResponse<ApiError> unavailable(String code, String message) {
        return error(HttpStatus.SERVICE_UNAVAILABLE, ApiError.server(code, message))
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS));
    }

    public static MutableHttpResponse<ApiError> error(HttpStatus status, ApiError error) {
        return HttpResponse.<ApiError>status(status)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(error);
    }

    /**
     * The one place where a failure gets its status: as OpenAI has them, 404 for a model that is not there, 403 for
     * somebody who is not known, or is another than the key's, 413 for what is too large, and 400 for all else a client can put right.
     */
    public static HttpStatus statusOf(FailureCode code) {
        return switch (code) {
            case BODY_TOO_LARGE -> HttpStatus.REQUEST_ENTITY_TOO_LARGE;
            case UNKNOWN_ALIAS -> HttpStatus.NOT_FOUND;
            case UNKNOWN_TENANT, TENANT_DISABLED, TENANT_MISMATCH -> HttpStatus.FORBIDDEN;
            case NULL_RECORD,
                    EMPTY_RECORD,
                    INVALID_JSON,
                    INVALID_AVRO,
                    UNKNOWN_SCHEMA,
                    TOO_DEEP,
                    MISSING_TENANT,
                    MISSING_MODEL,
                    INVALID_FIELD,
                    DEADLINE_EXCEEDED -> HttpStatus.BAD_REQUEST;
            // A request that was taken in may end so; it was answered with 202 before.
            case CANCELLED,
                    BUDGET_EXCEEDED,
                    RATE_LIMITED,
                    REDACTION_REFUSED,
                    NO_CANDIDATE,
                    ATTEMPTS_EXHAUSTED,
                    PROVIDER_BAD_REQUEST,
                    PROVIDER_AUTH,
                    PROVIDER_QUOTA,
                    PROVIDER_RATE_LIMITED,
                    PROVIDER_UNAVAILABLE,
                    PROVIDER_TIMEOUT,
                    PROVIDER_GARBAGE,
                    PROVIDER_FINISH_REASON,
                    CONTRACT_VIOLATION,
                    CAPABILITY_REFUSED,
                    OUTPUT_TRUNCATED,
                    CONTEXT_TOO_LONG,
                    CONTENT_FILTERED,
                    RESULT_TOO_LARGE,
                    UNREADABLE_INTERNAL,
                    UNKNOWN -> HttpStatus.BAD_REQUEST;
        };
    }
}
