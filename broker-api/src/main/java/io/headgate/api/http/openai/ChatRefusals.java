package io.headgate.api.http.openai;

import io.headgate.api.chat.OpenAiFailure;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.schemas.message.Failure;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** What is answered where a request was not taken in. */
final class ChatRefusals {
    private ChatRefusals() {}

    /** It was not taken in: what is wrong with it. */
    static HttpResponse<?> refused(Failure failure, @Nullable String param) {
        OpenAiFailure known = OpenAiFailure.of(failure);
        ApiError.Detail detail = new ApiError.Detail(failure.message(), known.type(), param, known.code());
        HttpStatus status = Replies.statusOf(failure.code());
        return Replies.error(status, new ApiError(detail, failure.seen(), failure.allowed()));
    }

    /** A key that is bound to a project pays for no other. */
    static HttpResponse<?> projectMismatch(@Nullable String seen, String own) {
        return Replies.error(
                HttpStatus.FORBIDDEN,
                ApiError.invalid(
                        "project_mismatch",
                        "The API key is another project's than the request names.",
                        "headgate.tags.project",
                        seen,
                        own));
    }

    static HttpResponse<?> unavailable(String reason) {
        return Replies.unavailable(
                "service_unavailable", "The request was not taken in: %s. Send it again.".formatted(reason));
    }

    static HttpResponse<?> full(int most) {
        return Replies.unavailable(
                "overloaded", "%d clients wait already, which is as many as may. Send it again.".formatted(most));
    }
}
