package io.headgate.router.edge;

import io.headgate.router.Samples;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What workers say of dispatches, after calls of 5 ms. */
final class WorkerAnswers {
    private WorkerAnswers() {}

    /** The attempt has completed, and its request with it. */
    static Attempt completed(Dispatch dispatch) {
        AttemptSummary summary = summary(dispatch, AttemptStatus.COMPLETED, null);
        return attempt(dispatch.request(), new Disposition.Final(), summary);
    }

    /** Nobody answered: the request comes back with all its attempts. */
    static Attempt nobodyThere(Dispatch dispatch) {
        Failure failure = Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "not there");
        AttemptSummary summary = summary(dispatch, AttemptStatus.RETRYABLE, failure);
        List<AttemptSummary> history = new ArrayList<>(dispatch.history());
        history.add(summary);
        return attempt(dispatch.request(), new Disposition.Continue(dispatch.request(), history), summary);
    }

    /** The request comes back after an attempt, its first. */
    static Attempt comesBack(InferenceRequest request, AttemptSummary summary) {
        return attempt(request, new Disposition.Continue(request, List.of(summary)), summary);
    }

    private static AttemptSummary summary(Dispatch dispatch, AttemptStatus status, @Nullable Failure failure) {
        return new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                status,
                failure,
                null,
                dispatch.dispatchedAt(),
                Duration.ofMillis(5));
    }

    private static Attempt attempt(InferenceRequest request, Disposition disposition, AttemptSummary summary) {
        Attempt sample = Samples.attempt(disposition, 1, summary);
        return new Attempt(
                request.key(),
                sample.summary(),
                sample.number(),
                request.alias(),
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                sample.cost(),
                sample.reservation(),
                null,
                null,
                sample.revision(),
                disposition);
    }
}
