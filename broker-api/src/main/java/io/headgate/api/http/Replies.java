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
final class Replies {
    private static final int RETRY_AFTER_SECONDS = 2;

    private Replies() {}

    static MutableHttpResponse<ApiError> refused(Failure failure, @Nullable String param) {
        return error(statusOf(failure.code()), ApiError.invalid(failure, param));
    }

    /** 503: not now, and the same request may be sent again. */
    static MutableHttpResponse<ApiError> unavailable(String code, String message) {
        return error(HttpStatus.SERVICE_UNAVAILABLE, ApiError.server(code, message))
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS));
    }

    static MutableHttpResponse<ApiError> error(HttpStatus status, ApiError error) {
        return HttpResponse.<ApiError>status(status)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(error);
    }

    /** 400 for what cannot be read, 413 for what is too large, 422 for what can be read and not served. */
    static HttpStatus statusOf(FailureCode code) {
        return switch (code) {
            case NULL_RECORD,
                    EMPTY_RECORD,
                    INVALID_JSON,
                    INVALID_AVRO,
                    UNKNOWN_SCHEMA,
                    TOO_DEEP,
                    MISSING_TENANT,
                    TENANT_MISMATCH,
                    MISSING_MODEL,
                    INVALID_FIELD -> HttpStatus.BAD_REQUEST;
            case BODY_TOO_LARGE, RESULT_TOO_LARGE -> HttpStatus.REQUEST_ENTITY_TOO_LARGE;
            case RATE_LIMITED, PROVIDER_RATE_LIMITED, PROVIDER_QUOTA -> HttpStatus.TOO_MANY_REQUESTS;
            case UNKNOWN_TENANT,
                    UNKNOWN_ALIAS,
                    DEADLINE_EXCEEDED,
                    CANCELLED,
                    BUDGET_EXCEEDED,
                    NO_CANDIDATE,
                    ATTEMPTS_EXHAUSTED,
                    PROVIDER_BAD_REQUEST,
                    PROVIDER_AUTH,
                    PROVIDER_UNAVAILABLE,
                    PROVIDER_TIMEOUT,
                    PROVIDER_GARBAGE,
                    CONTEXT_TOO_LONG,
                    CONTENT_FILTERED,
                    UNREADABLE_INTERNAL,
                    UNKNOWN -> HttpStatus.UNPROCESSABLE_ENTITY;
        };
    }
}
