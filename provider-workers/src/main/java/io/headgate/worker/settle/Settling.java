package io.headgate.worker.settle;

import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.guard.GuardedOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a dispatch and how its attempt ended to what is written. Pure. */
public final class Settling {
    private Settling() {}

    /**
     * Settles an attempt.
     *
     * @param flaw what is wrong with a whole reply; null when nothing is
     * @param maxAttempts of one request, all providers together
     */
    public static Settlement settle(
            Dispatch dispatch, GuardedOutcome outcome, @Nullable Flaw flaw, Timing timing, int maxAttempts) {
        return switch (outcome) {
            case GuardedOutcome.Called(CallOutcome.Completed completed, var _) ->
                completed(dispatch, completed, flaw, timing, maxAttempts);
            case GuardedOutcome.Called(CallOutcome called, var _) -> called(dispatch, called, timing, maxAttempts);
            case GuardedOutcome.Expired(Failure failure) -> unwanted(dispatch, failure, timing);
            case GuardedOutcome.Barred(Failure failure) ->
                failed(dispatch, notCalled(dispatch, failure, timing), failure, timing);
            case GuardedOutcome.PassedOn(Failure failure) ->
                elsewhere(dispatch, notCalled(dispatch, failure, timing), failure, timing, maxAttempts);
        };
    }

    /** Nobody wants an answer any more. Of a deadline that passed, what a provider said before it says more. */
    private static Settlement unwanted(Dispatch dispatch, Failure failure, Timing timing) {
        AttemptRecord attempt = notCalled(dispatch, failure, timing);
        Failure shown = failure.code() == FailureCode.CANCELLED
                ? failure
                : lastMeaningful(dispatch, attempt.summary(), failure);
        return failed(dispatch, attempt, shown, timing);
    }

    private static Settlement called(Dispatch dispatch, CallOutcome outcome, Timing timing, int maxAttempts) {
        return switch (outcome) {
            case CallOutcome.Completed completed -> completed(dispatch, completed, null, timing, maxAttempts);
            case CallOutcome.Retryable(Failure failure, var _, var _, var _)
            when failure.code() == FailureCode.DEADLINE_EXCEEDED -> unwanted(dispatch, failure, timing);
            case CallOutcome.Retryable(Failure failure, var _, var _, UpstreamReply reply) -> {
                AttemptRecord attempt = failedAttempt(dispatch, AttemptStatus.RETRYABLE, failure, reply, null, timing);
                yield elsewhere(dispatch, attempt, failure, timing, maxAttempts);
            }
            case CallOutcome.Refused(Failure failure, boolean elsewhereMayHelp, Usage usage, UpstreamReply reply) -> {
                AttemptRecord attempt = failedAttempt(dispatch, AttemptStatus.REFUSED, failure, reply, usage, timing);
                yield elsewhereMayHelp
                        ? elsewhere(dispatch, attempt, failure, timing, maxAttempts)
                        : failed(dispatch, attempt, failure, timing);
            }
            case CallOutcome.Unknown(Failure failure, Usage usage, UpstreamReply reply) -> {
                AttemptRecord attempt = failedAttempt(dispatch, AttemptStatus.UNKNOWN, failure, reply, usage, timing);
                yield failure.code() == FailureCode.CANCELLED
                        ? failed(dispatch, attempt, failure, timing)
                        : elsewhere(dispatch, attempt, failure, timing, maxAttempts);
            }
        };
    }

    /** A whole reply is billed, whatever it is worth; one with a flaw may be worth another try. */
    private static Settlement completed(
            Dispatch dispatch, CallOutcome.Completed completed, @Nullable Flaw flaw, Timing timing, int maxAttempts) {
        Failure failure = flaw == null ? null : flaw.failure();
        AttemptSummary summary = new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                AttemptStatus.COMPLETED,
                failure,
                completed.reply().status(),
                timing.startedAt(),
                timing.duration(),
                completed.dropped(),
                completed.reply().requestId());
        Cost cost = Rating.rate(completed.usage(), dispatch.price());
        AttemptRecord attempt =
                new AttemptRecord(summary, completed.reply(), completed.usage(), cost, completed.servedModel());
        if (flaw == null) {
            return delivered(dispatch, completed, attempt, timing);
        }
        return switch (flaw.remedy()) {
            case FAIL -> failed(dispatch, attempt, flaw.failure(), timing);
            case DELIVER -> delivered(dispatch, completed, attempt, timing);
            case RETRY_OR_FAIL -> elsewhere(dispatch, attempt, flaw.failure(), timing, maxAttempts);
            case RETRY_OR_DELIVER ->
                mayGoOn(dispatch, attempt, timing, maxAttempts)
                        ? back(dispatch, attempt)
                        : delivered(dispatch, completed, attempt, timing);
        };
    }

    private static Settlement delivered(
            Dispatch dispatch, CallOutcome.Completed completed, AttemptRecord attempt, Timing timing) {
        InferenceResult.Outcome outcome = new InferenceResult.Completed(
                completed.response(), dispatch.target(), completed.servedModel(), completed.usage(), attempt.cost());
        InferenceResult result = Results.of(dispatch, outcome, history(dispatch, attempt.summary()), timing.endedAt());
        return new Settlement.Ended(result, null, attempt.of(dispatch, new Disposition.Final()));
    }

    /** Back to the router while another attempt is allowed and wanted; else the end. */
    private static Settlement elsewhere(
            Dispatch dispatch, AttemptRecord attempt, Failure failure, Timing timing, int maxAttempts) {
        return mayGoOn(dispatch, attempt, timing, maxAttempts)
                ? back(dispatch, attempt)
                : failed(dispatch, attempt, lastMeaningful(dispatch, attempt.summary(), failure), timing);
    }

    private static boolean mayGoOn(Dispatch dispatch, AttemptRecord attempt, Timing timing, int maxAttempts) {
        return timing.endedAt().isBefore(dispatch.request().context().deadline())
                && calls(dispatch, attempt.summary()) < maxAttempts;
    }

    private static Settlement back(Dispatch dispatch, AttemptRecord attempt) {
        Disposition back = new Disposition.Continue(dispatch.request(), history(dispatch, attempt.summary()));
        return new Settlement.PassedBack(attempt.of(dispatch, back));
    }

    /** Attempts in which a provider was called: those that were only handed back count for nothing. */
    private static long calls(Dispatch dispatch, AttemptSummary last) {
        return history(dispatch, last).stream()
                .filter(attempt -> attempt.status() != AttemptStatus.NOT_CALLED)
                .count();
    }

    private static Settlement failed(Dispatch dispatch, AttemptRecord attempt, Failure failure, Timing timing) {
        InferenceResult result = Results.of(
                dispatch, new InferenceResult.Failed(failure), history(dispatch, attempt.summary()), timing.endedAt());
        return new Settlement.Ended(
                result, new FailedRequest(dispatch.request(), result), attempt.of(dispatch, new Disposition.Final()));
    }

    /** What a provider answered says more than that this one was not even called. */
    private static Failure lastMeaningful(Dispatch dispatch, AttemptSummary last, Failure failure) {
        if (last.status() != AttemptStatus.NOT_CALLED) {
            return failure;
        }
        for (AttemptSummary earlier : dispatch.history().reversed()) {
            Failure seen = earlier.failure();
            if (seen != null && earlier.status() != AttemptStatus.NOT_CALLED) {
                return seen;
            }
        }
        return failure;
    }

    /** The same end, told in a result that fits: what was used stays in the books. */
    public static Settlement.Ended tooLarge(Dispatch dispatch, Settlement.Ended ended, int seen, int allowed) {
        Failure failure = new Failure(
                FailureCode.RESULT_TOO_LARGE,
                "the result is larger than its topic takes; ask for less output",
                seen + " bytes",
                "at most " + allowed + " bytes");
        InferenceResult result = Results.of(
                dispatch,
                new InferenceResult.Failed(failure),
                ended.result().attempts(),
                ended.result().endedAt());
        return new Settlement.Ended(result, new FailedRequest(dispatch.request(), result), ended.attempt());
    }

    /** The end of a request whose way back to the router is closed: its record would not fit. */
    public static Settlement.Ended endHere(Dispatch dispatch, Settlement.PassedBack back, Timing timing) {
        Failure failure = back.attempt().summary().failure() == null
                ? Failure.of(FailureCode.UNKNOWN, "the attempt failed")
                : back.attempt().summary().failure();
        List<AttemptSummary> attempts = history(dispatch, back.attempt().summary());
        InferenceResult result = Results.of(dispatch, new InferenceResult.Failed(failure), attempts, timing.endedAt());
        return new Settlement.Ended(
                result,
                new FailedRequest(dispatch.request(), result),
                AttemptRecord.withDisposition(back.attempt(), new Disposition.Final()));
    }

    private static AttemptRecord notCalled(Dispatch dispatch, Failure failure, Timing timing) {
        return failedAttempt(dispatch, AttemptStatus.NOT_CALLED, failure, UpstreamReply.NONE, null, timing);
    }

    private static AttemptRecord failedAttempt(
            Dispatch dispatch,
            AttemptStatus status,
            Failure failure,
            UpstreamReply reply,
            @Nullable Usage usage,
            Timing timing) {
        AttemptSummary summary = summary(dispatch, status, failure, reply, timing);
        return new AttemptRecord(summary, reply, usage, cost(dispatch, status, usage), null);
    }

    /** Nothing used costs nothing; what may have been billed without our knowing how much is not zero but unpriced. */
    private static Cost cost(Dispatch dispatch, AttemptStatus status, @Nullable Usage usage) {
        if (usage == null && status == AttemptStatus.UNKNOWN) {
            return new Cost.Unpriced("the outcome is unknown: it may have been billed");
        }
        return Rating.rate(usage == null ? Usage.none() : usage, dispatch.price());
    }

    private static AttemptSummary summary(
            Dispatch dispatch, AttemptStatus status, @Nullable Failure failure, UpstreamReply reply, Timing timing) {
        return new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                status,
                failure,
                reply.status(),
                timing.startedAt(),
                timing.duration(),
                List.of(),
                reply.requestId());
    }

    private static List<AttemptSummary> history(Dispatch dispatch, AttemptSummary last) {
        List<AttemptSummary> all = new ArrayList<>(dispatch.history());
        all.add(last);
        return all;
    }
}
