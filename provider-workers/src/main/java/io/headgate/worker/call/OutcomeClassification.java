package io.headgate.worker.call;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;

/** The one table from an error status, and what the error body says, to what the failure means. */
public final class OutcomeClassification {
    /** In the place of a status, where there is none. */
    private static final int NOT_TOLD = 0;

    private static final String WRONG_KEY = "the provider refused our key; check api_key";

    private OutcomeClassification() {}

    /**
     * What a reply with a status other than 2xx means. The provider's advice not to retry turns a retryable one into one
     * for elsewhere; its advice to retry counts where a 4xx means nothing of its own.
     */
    public static CallOutcome ofError(int status, ErrorBody error, RetryAdvice advice, UpstreamReply reply) {
        return of(status, error, "HTTP " + status, advice, reply);
    }

    /** What a failure means that is told where a completion was to be, below a status that says nothing of it. */
    public static CallOutcome ofTold(ErrorBody error, RetryAdvice advice, UpstreamReply reply) {
        int status = error.status() == null || error.status() < 400 ? NOT_TOLD : error.status();
        return of(status, error, status == NOT_TOLD ? "error" : "error " + status, advice, reply);
    }

    private static CallOutcome of(int status, ErrorBody error, String what, RetryAdvice advice, UpstreamReply reply) {
        String seen = error.seen(what);
        if (error.saysNoMoney() || status == 402) {
            return refused(FailureCode.PROVIDER_QUOTA, "the provider says that money ran out", seen, true, reply);
        }
        if (error.saysTooLong()) {
            return refused(FailureCode.CONTEXT_TOO_LONG, "the prompt is too long for the model", seen, true, reply);
        }
        if (error.saysFiltered()) {
            return refused(
                    FailureCode.CONTENT_FILTERED, "the provider refused the prompt's content", seen, false, reply);
        }
        if (error.saysWrongKey()) {
            return refused(FailureCode.PROVIDER_AUTH, WRONG_KEY, seen, true, reply);
        }
        return switch (status) {
            case NOT_TOLD ->
                retryable(FailureCode.PROVIDER_UNAVAILABLE, "the provider says that it failed", seen, advice, reply);
            case 401, 403 -> refused(FailureCode.PROVIDER_AUTH, WRONG_KEY, seen, true, reply);
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
