package io.headgate.api.http;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * The shape of every error that the server finds itself: unknown routes and methods, bodies over the limit, bugs. It
 * says what the status means and never passes on an exception's text, which may hold parts of a prompt.
 */
@Singleton
@Primary
final class TypedErrors implements ErrorResponseProcessor<ApiError> {
    @Override
    public MutableHttpResponse<ApiError> processResponse(ErrorContext context, MutableHttpResponse<?> base) {
        ReplyHeaders.put(context.getRequest(), base);
        return describe(context.getRequest(), base);
    }

    /** Gives a reply its status's body. */
    static MutableHttpResponse<ApiError> describe(HttpRequest<?> request, MutableHttpResponse<?> reply) {
        String target = request.getMethodName() + " " + request.getPath();
        return reply.body(describe(HttpStatus.valueOf(reply.code()), target))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static ApiError describe(HttpStatus status, String target) {
        String code = status.name().toLowerCase(Locale.ROOT);
        if (status.getCode() >= 500) {
            return ApiError.server(code, "Headgate failed to answer; its log says why.");
        }
        String seen = target.length() <= 200 ? target : target.substring(0, 200);
        return switch (status) {
            case NOT_FOUND -> ApiError.invalid(code, "There is nothing at this address.", null, seen, null);
            case METHOD_NOT_ALLOWED ->
                ApiError.invalid(code, "This address does not take this method.", null, seen, "see the header Allow");
            case REQUEST_ENTITY_TOO_LARGE ->
                ApiError.invalid("body_too_large", "The body is larger than the server reads.", "body", null, null);
            default -> ApiError.invalid(code, status.getReason() + ".", null, seen, null);
        };
    }
}
