package io.headgate.worker.call;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one table from an error status, and what the error body says, to what the failure means. */
public final class OutcomeClassification {
    private OutcomeClassification() {}

    /**
     * What an error body says of itself, whatever the wire.
     *
     * @param code the provider's own code; null when it gave none
     * @param type the provider's own type; null when it gave none
     * @param message the provider's own words: matched against, never shown; null when it gave none
     * @param parameter the parameter at fault; null when it gave none
     */
    public record ErrorBody(
            @Nullable String code,
            @Nullable String type,
            @Nullable String message,
            @Nullable String parameter) {
        public static final ErrorBody NONE = new ErrorBody(null, null);

        /** One that gave no more than these. */
        public ErrorBody(@Nullable String code, @Nullable String type) {
            this(code, type, null, null);
        }

        Optional<Capability> refusal() {
            return CapabilityRefusal.of(code, type, message, parameter);
        }

        boolean says(String word) {
            return contains(code, word) || contains(type, word);
        }

        private static boolean contains(@Nullable String text, String word) {
            return text != null && text.toLowerCase(Locale.ROOT).contains(word);
        }

        /** For people: bounded, since a provider wrote it. */
        String seen(int status) {
            String name = code != null ? code : type;
            return name == null
                    ? "HTTP " + status
                    : "HTTP %d %s".formatted(status, name.substring(0, Math.min(name.length(), 64)));
        }
    }

    /**
     * What a reply with a status other than 2xx means. The provider's advice not to retry turns a retryable one into one
     * for elsewhere; its advice to retry counts where a 4xx means nothing of its own.
     */
    public static CallOutcome ofError(int status, ErrorBody error, RetryAdvice advice, UpstreamReply reply) {
        String seen = error.seen(status);
        if (error.says("insufficient_quota") || error.says("credit") || status == 402) {
            return refused(FailureCode.PROVIDER_QUOTA, "the provider says that money ran out", seen, true, reply);
        }
        if (error.says("context_length") || error.says("context_window")) {
            return refused(FailureCode.CONTEXT_TOO_LONG, "the prompt is too long for the model", seen, true, reply);
        }
        if (error.says("content_filter") || error.says("content_policy")) {
            return refused(
                    FailureCode.CONTENT_FILTERED, "the provider refused the prompt's content", seen, false, reply);
        }
        Optional<Capability> lacking = status == 400 || status == 422 ? error.refusal() : Optional.empty();
        if (lacking.isPresent()) {
            String capability = lacking.get().wireName();
            return refused(
                    FailureCode.CAPABILITY_REFUSED,
                    "the model cannot do what the request asks of it",
                    capability,
                    true,
                    reply);
        }
        return switch (status) {
            case 401, 403 ->
                refused(FailureCode.PROVIDER_AUTH, "the provider refused our key; check api_key", seen, true, reply);
            case 404 -> refused(FailureCode.PROVIDER_BAD_REQUEST, "the provider has no such model", seen, true, reply);
            case 413 ->
                refused(FailureCode.PROVIDER_BAD_REQUEST, "the body is too large for the provider", seen, true, reply);
            case 429 -> retryable(FailureCode.PROVIDER_RATE_LIMITED, "the provider's rate limit", seen, advice, reply);
            case 408, 504 -> retryable(FailureCode.PROVIDER_TIMEOUT, "the provider timed out", seen, advice, reply);
            case 409, 425 ->
                retryable(FailureCode.PROVIDER_UNAVAILABLE, "the provider asks to try again", seen, advice, reply);
            default -> ofClass(status, seen, advice, reply);
        };
    }

    private static CallOutcome ofClass(int status, String seen, RetryAdvice advice, UpstreamReply reply) {
        if (status >= 500) {
            return retryable(
                    FailureCode.PROVIDER_UNAVAILABLE, "the provider is not able to answer", seen, advice, reply);
        }
        if (status >= 400 && Boolean.TRUE.equals(advice.shouldRetry())) {
            return retryable(FailureCode.PROVIDER_UNAVAILABLE, "the provider asks to try again", seen, advice, reply);
        }
        if (status >= 400) {
            return refused(FailureCode.PROVIDER_BAD_REQUEST, "the provider refused the request", seen, false, reply);
        }
        // Redirects are never followed: an endpoint is what the catalogue says it is.
        return refused(FailureCode.PROVIDER_GARBAGE, "the endpoint answered with a redirect", seen, true, reply);
    }

    private static CallOutcome refused(
            FailureCode code, String message, String seen, boolean elsewhereMayHelp, UpstreamReply reply) {
        return new CallOutcome.Refused(new Failure(code, message, seen, null), elsewhereMayHelp, reply);
    }

    private static CallOutcome retryable(
            FailureCode code, String message, String seen, RetryAdvice advice, UpstreamReply reply) {
        return new CallOutcome.Retryable(
                new Failure(code, message, seen, null),
                advice.after(),
                !Boolean.FALSE.equals(advice.shouldRetry()),
                reply);
    }
}
