package io.headgate.worker.call.exchange;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.ErrorBody;
import io.headgate.worker.call.OutcomeClassification;
import io.headgate.worker.call.RetryAdvice;
import io.headgate.worker.call.http.HttpReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a reply that is not whole means. Pure. */
final class BrokenOutcomes {
    private BrokenOutcomes() {}

    /** @param told what the part that came said was used; null when it said nothing */
    static CallOutcome of(HttpReply.Broken broken, @Nullable Usage told, Instant now) {
        Integer status = broken.begun().status();
        if (status != null && (status < 200 || status > 299)) {
            return OutcomeClassification.ofError(
                    status, ErrorBody.NONE, RetryAdvice.read(broken.headers(), now), broken.begun());
        }
        Failure failure = failure(broken);
        if (broken.sent()) {
            return new CallOutcome.Unknown(failure, told, broken.begun());
        }
        return broken.kind() == HttpReply.Kind.FORBIDDEN_ADDRESS
                ? new CallOutcome.Refused(failure, true, broken.begun())
                : new CallOutcome.Retryable(failure, null, broken.begun());
    }

    static Failure failure(HttpReply.Broken broken) {
        return new Failure(code(broken.kind()), message(broken), broken.reason(), null);
    }

    private static FailureCode code(HttpReply.Kind kind) {
        return switch (kind) {
            case TIMEOUT -> FailureCode.PROVIDER_TIMEOUT;
            case CONNECTION, FORBIDDEN_ADDRESS -> FailureCode.PROVIDER_UNAVAILABLE;
            case TOO_LARGE, PROTOCOL -> FailureCode.PROVIDER_GARBAGE;
            case INTERRUPTED -> FailureCode.CANCELLED;
        };
    }

    private static String message(HttpReply.Broken broken) {
        return switch (broken.kind()) {
            case TIMEOUT -> broken.sent() ? "the provider did not answer in time" : "no connection in time";
            case CONNECTION -> broken.sent() ? "the connection broke before the reply was whole" : "no connection";
            case TOO_LARGE -> "the provider's reply is too large";
            case PROTOCOL -> "the provider's reply is not HTTP that we read";
            case FORBIDDEN_ADDRESS -> "the endpoint's address may not be called";
            case INTERRUPTED -> "the call was given up";
        };
    }
}
