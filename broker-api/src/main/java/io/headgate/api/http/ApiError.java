package io.headgate.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.headgate.schemas.message.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Every error this API answers: OpenAI's error object, and beside it what was seen and what is allowed.
 *
 * @param seen what was found, null when there is nothing to show
 * @param allowed what would have been accepted
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ApiError(
        Detail error, @Nullable String seen, @Nullable String allowed) {
    /**
     * OpenAI's error object.
     *
     * @param type {@code invalid_request_error}, or {@code server_error} when the same request may succeed later
     * @param param the field or header at fault
     * @param code stable, for programs
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Detail(
            String message, String type, @Nullable String param, String code) {}

    static ApiError invalid(
            String code, String message, @Nullable String param, @Nullable String seen, @Nullable String allowed) {
        return new ApiError(new Detail(message, "invalid_request_error", param, code), seen, allowed);
    }

    static ApiError invalid(Failure failure, @Nullable String param) {
        return invalid(failure.code().wireName(), failure.message(), param, failure.seen(), failure.allowed());
    }

    static ApiError server(String code, String message) {
        return new ApiError(new Detail(message, "server_error", null, code), null, null);
    }
}
