package io.headgate.router.admit;

import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InvalidRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The terminal failures the router writes. */
public final class Endings {
    /** Codes that tell the client what to change in the request; any other end is reported as the router's own. */
    private static final Set<FailureCode> CLIENT_CAN_MEND = EnumSet.of(
            FailureCode.PROVIDER_BAD_REQUEST,
            FailureCode.CAPABILITY_REFUSED,
            FailureCode.CONTEXT_TOO_LONG,
            FailureCode.CONTENT_FILTERED);

    private Endings() {}

    static Fact.Ended invalid(InvalidRequest invalid, Instant now) {
        return new Fact.Ended(
                invalid,
                new InferenceResult(
                        invalid.key(),
                        invalid.correlationId(),
                        null,
                        null,
                        null,
                        Map.of(),
                        new InferenceResult.Failed(invalid.failure()),
                        List.of(),
                        null,
                        invalid.acceptedAt(),
                        now,
                        invalid.replyFormat()));
    }

    static Fact.Ended failed(
            InferenceRequest request,
            Failure failure,
            List<AttemptSummary> history,
            @Nullable Decision decision,
            Instant now) {
        return new Fact.Ended(
                request,
                new InferenceResult(
                        request.key(),
                        request.correlationId(),
                        request.userId(),
                        request.context().taskId(),
                        request.alias(),
                        request.context().tags(),
                        new InferenceResult.Failed(failure),
                        history,
                        decision,
                        request.acceptedAt(),
                        now,
                        request.replyFormat()));
    }

    /** The end of a request that nobody wants any more and that is with nobody else. */
    public static Fact.Ended cancelled(InferenceRequest request, List<AttemptSummary> history, Instant now) {
        Failure failure = Failure.of(FailureCode.CANCELLED, "request %s was cancelled".formatted(request.key()));
        return failed(request, failure, history, null, now);
    }

    /** The end of a request that waited until its deadline. */
    public static Fact.Ended overdue(InferenceRequest request, InferenceResult otherwise, String why, Instant now) {
        Failure deadline = deadline(request, otherwise.attempts(), now);
        Failure failure = new Failure(
                deadline.code(), deadline.message() + "; it waited: " + why, deadline.seen(), deadline.allowed());
        return failed(request, failure, otherwise.attempts(), otherwise.decision(), now);
    }

    /** The end of a request that would have to wait and is larger than what may be stored of it. */
    public static Fact.Ended tooLargeToWait(Fact.Held held, int bytes, int allowed, Instant now) {
        Failure failure = new Failure(
                FailureCode.BODY_TOO_LARGE,
                "request %s is too large to wait".formatted(held.request().key()),
                bytes + " bytes",
                "less than %d bytes in all".formatted(allowed));
        return failed(
                held.request(),
                failure,
                held.otherwise().attempts(),
                held.otherwise().decision(),
                now);
    }

    /** The end of a request that waited and cannot be decided about, because of a defect here. */
    public static Fact.Ended undecidable(
            InferenceRequest request, InferenceResult otherwise, String defect, Instant now) {
        return failed(request, Closing.defect(defect), otherwise.attempts(), otherwise.decision(), now);
    }

    static Failure deadline(InferenceRequest request, List<AttemptSummary> history, Instant now) {
        String last =
                lastError(history).map(a -> "; the last attempt " + told(a)).orElse("");
        return new Failure(
                FailureCode.DEADLINE_EXCEEDED,
                "request %s was not answered by its deadline%s".formatted(request.key(), last),
                now.toString(),
                "before " + request.context().deadline());
    }

    /** The end of a request that was tried: the last meaningful error, under its own code where the client can mend it. */
    static Failure exhausted(InferenceRequest request, List<AttemptSummary> history, Failure why) {
        Optional<AttemptSummary> last = lastError(history);
        if (last.isEmpty()) {
            return why;
        }
        Failure error = failureOf(last.get());
        FailureCode code = CLIENT_CAN_MEND.contains(error.code()) ? error.code() : FailureCode.ATTEMPTS_EXHAUSTED;
        return new Failure(
                code,
                "request %s: %d attempts failed; the last %s"
                        .formatted(request.key(), history.size(), told(last.get())),
                error.seen() != null ? error.seen() : why.seen(),
                error.allowed() != null ? error.allowed() : why.allowed());
    }

    /** The end of a request that its tenant's limits have no room for; after attempts, with the last one's error. */
    static Fact.Ended overBudget(Journey journey, Failure why, Decision decision, Instant now) {
        Failure failure = lastError(journey.history())
                .map(last -> new Failure(
                        why.code(),
                        "%s; the last attempt %s".formatted(why.message(), told(last)),
                        why.seen(),
                        why.allowed()))
                .orElse(why);
        return failed(journey.request(), failure, journey.history(), decision, now);
    }

    private static String told(AttemptSummary attempt) {
        Failure failure = failureOf(attempt);
        return "(%s at %s/%s) failed with %s: %s"
                .formatted(
                        attempt.id(),
                        attempt.target().provider(),
                        attempt.target().endpoint(),
                        failure.code().wireName(),
                        failure.message());
    }

    /** The last error of a call; where none was made, the last reason for not calling. */
    private static Optional<AttemptSummary> lastError(List<AttemptSummary> history) {
        List<AttemptSummary> failed =
                history.stream().filter(a -> a.failure() != null).toList();
        return failed.reversed().stream()
                .filter(a -> a.status() != AttemptStatus.NOT_CALLED)
                .findFirst()
                .or(() -> failed.isEmpty() ? Optional.empty() : Optional.of(failed.getLast()));
    }

    private static Failure failureOf(AttemptSummary attempt) {
        return attempt.failure() != null
                ? attempt.failure()
                : Failure.of(FailureCode.UNKNOWN, "attempt %s gave no reason".formatted(attempt.id()));
    }
}
