package io.headgate.api.http.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.chat.Ending;
import io.headgate.api.chat.OpenAiFailure;
import io.headgate.api.chat.SseText;
import io.headgate.api.http.ApiError;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Failure;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Why a client gets no answer, or no more of one: a reply where nothing has been answered yet, the last event of a stream where
 * something has.
 *
 * @param status of HTTP
 * @param headers besides what all replies have
 */
record ChatTrouble(int status, ApiError error, Map<String, String> headers) {
    /** What OpenAI's own clients ask before they send something again by themselves. */
    private static final String SHOULD_RETRY = "x-should-retry";

    private static final ObjectMapper JSON = new ObjectMapper();

    ChatTrouble {
        headers = Map.copyOf(headers);
    }

    /** A request that was taken in has failed. */
    static ChatTrouble failed(Ending ending, Failure failure, Instant now) {
        OpenAiFailure known = OpenAiFailure.of(failure);
        Map<String, String> headers = new HashMap<>();
        headers.put(SHOULD_RETRY, Boolean.toString(known.worthAnotherTry()));
        headers.put(ChatHeaders.ATTEMPTS, Integer.toString(ending.attempts()));
        if (known.status() == HttpStatus.TOO_MANY_REQUESTS.getCode()) {
            RetryTime.after(failure, now).ifPresent(after -> headers.put(HttpHeaders.RETRY_AFTER, after));
        }
        ApiError.Detail detail = new ApiError.Detail(failure.message(), known.type(), null, known.code());
        return new ChatTrouble(known.status(), new ApiError(detail, failure.seen(), failure.allowed()), headers);
    }

    /**
     * It has not ended in the time that its client waits.
     *
     * @param repeatable whether it has a name by which it is known when it comes again
     */
    static ChatTrouble late(RequestKey key, boolean repeatable) {
        String where = ChatHeaders.path(key);
        return new ChatTrouble(
                HttpStatus.GATEWAY_TIMEOUT.getCode(),
                ApiError.server(
                        "result_pending",
                        "Request %s was taken in and has no result yet; GET %s?wait=30s waits for it."
                                .formatted(key.request(), where)),
                Map.of(SHOULD_RETRY, Boolean.toString(repeatable), HttpHeaders.LOCATION, where));
    }

    /** Another body came under its idempotency key or id before. */
    static ChatTrouble conflict(RequestKey with) {
        return new ChatTrouble(
                HttpStatus.CONFLICT.getCode(),
                ApiError.invalid(
                        "idempotency_conflict",
                        "Another body came under this name before, as request %s; this one was dropped."
                                .formatted(with.request()),
                        "idempotency-key",
                        with.request().value(),
                        "a key or id of its own for each body"),
                Map.of(SHOULD_RETRY, "false"));
    }

    /** What was shown of a stream is no beginning of the result. */
    static ChatTrouble replaced(RequestKey key) {
        return new ChatTrouble(
                HttpStatus.BAD_GATEWAY.getCode(),
                ApiError.server(
                        "stream_restarted",
                        "The answer was begun anew after some of it had been shown; GET %s has it whole."
                                .formatted(ChatHeaders.path(key))),
                Map.of(SHOULD_RETRY, "false"));
    }

    /** The answer is no chat completion. */
    static ChatTrouble unreadable(RequestKey key) {
        return new ChatTrouble(
                HttpStatus.BAD_GATEWAY.getCode(),
                ApiError.server(
                        "provider_garbage",
                        "The provider's answer to request %s is no chat completion.".formatted(key.request())),
                Map.of(SHOULD_RETRY, "false"));
    }

    /** Nobody is there to read it. */
    static ChatTrouble left() {
        return new ChatTrouble(
                HttpStatus.REQUEST_TIMEOUT.getCode(),
                ApiError.invalid("client_closed", "The client closed its connection.", null, null, null),
                Map.of());
    }

    /** As a reply. */
    MutableHttpResponse<ApiError> reply(RequestKey key) {
        MutableHttpResponse<ApiError> reply = HttpResponse.<ApiError>status(HttpStatus.valueOf(status))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(
                        ChatHeaders.REQUEST_ID,
                        ChatHeaders.encoded(key.request().value()))
                .body(error);
        headers.forEach(reply::header);
        return reply;
    }

    /** As the last event of a stream. */
    byte[] event() {
        try {
            return SseText.data(JSON.writeValueAsString(error));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("writing an error", impossible);
        }
    }
}
