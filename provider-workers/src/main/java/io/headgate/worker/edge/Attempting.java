package io.headgate.worker.edge;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.edge.Places.Place;
import io.headgate.worker.guard.Errand;
import io.headgate.worker.guard.Guard;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.redact.Redacted;
import io.headgate.worker.redact.Redactor;
import java.time.Instant;

/** Makes a provider's attempts: finds whether a dispatch can be called at all, and calls through the guard. Thread-safe; blocks. */
final class Attempting {
    private final Guard guard;
    private final ProviderCall.CallSetting setting;
    private final Redactor redactor;

    Attempting(Guard guard, ProviderCall.CallSetting setting, Redactor redactor) {
        this.guard = guard;
        this.setting = setting;
        this.redactor = redactor;
    }

    /**
     * How an attempt ended.
     *
     * @param startedAt when its first call began; when it was given up, for one without a call
     */
    record Attempted(GuardedOutcome outcome, Instant startedAt) {}

    /**
     * Makes one attempt.
     *
     * @throws InterruptedException when it was given up: another worker will make it
     */
    Attempted attempt(Dispatch dispatch, Handling handling, RecordHeading heading) throws InterruptedException {
        Redacted redacted = redactor.redact(dispatch.request(), dispatch.redaction());
        if (Thread.interrupted()) {
            // A detector was being asked.
            if (handling.isAbandoned() || !handling.isCancelled()) {
                throw new InterruptedException();
            }
            return uncalled(handling, Cancellation.uncalled());
        }
        return switch (redacted) {
            case Redacted.Refused(Failure failure) -> uncalled(handling, new GuardedOutcome.Barred(failure));
            case Redacted.Cleared cleared -> attempt(dispatch, cleared, handling, heading);
        };
    }

    private Attempted attempt(Dispatch dispatch, Redacted.Cleared cleared, Handling handling, RecordHeading heading)
            throws InterruptedException {
        return switch (setting.places().of(dispatch.target())) {
            case Place.Gone(var failure) -> uncalled(handling, new GuardedOutcome.PassedOn(failure));
            case Place.Locked locked -> uncalled(handling, new GuardedOutcome.Called(locked.outcome()));
            case Place.Here _ -> {
                ProviderCall call = new ProviderCall(setting, handling, dispatch, cleared, heading);
                GuardedOutcome outcome = guarded(dispatch, handling, call);
                yield new Attempted(outcome, call.startedAt().orElseGet(setting.clock()::instant));
            }
        };
    }

    /** An attempt without a call. From here on nothing can stop it. */
    Attempted uncalled(Handling handling, GuardedOutcome outcome) {
        handling.answered();
        return new Attempted(outcome, setting.clock().instant());
    }

    private GuardedOutcome guarded(Dispatch dispatch, Handling handling, ProviderCall call)
            throws InterruptedException {
        GuardedOutcome outcome;
        try {
            outcome = guard.call(errand(dispatch, handling), call);
            setting.milestones().reached(Milestone.ANSWERED);
        } catch (InterruptedException givenUp) {
            handling.answered();
            if (handling.isAbandoned() || !handling.isCancelled()) {
                throw givenUp;
            }
            return call.startedAt().isPresent() ? Cancellation.brokenOff() : Cancellation.uncalled();
        } catch (RuntimeException bug) {
            // After a bug nobody knows whether the provider was called: that is what unknown means.
            outcome = new GuardedOutcome.Called(
                    new CallOutcome.Unknown(Defect.failure(bug, dispatch), null, UpstreamReply.NONE));
        }
        handling.answered();
        if (handling.isAbandoned()) {
            release(outcome);
            throw new InterruptedException();
        }
        return handling.isCancelled() ? Cancellation.instead(outcome) : outcome;
    }

    private static void release(GuardedOutcome outcome) {
        if (outcome instanceof GuardedOutcome.Called(var _, var permit)) {
            permit.release();
        }
    }

    private static Errand errand(Dispatch dispatch, Handling handling) {
        Target target = dispatch.target();
        long earlierCalls = dispatch.history().stream()
                .filter(earlier -> earlier.status() != AttemptStatus.NOT_CALLED)
                .filter(earlier -> earlier.target().provider().equals(target.provider()))
                .count();
        return new Errand(
                target,
                handling.held.critical,
                dispatch.request().context().deadline(),
                dispatch.dispatchedAt(),
                Math.toIntExact(earlierCalls),
                dispatch.decision().hasAlternative(),
                dispatch.reservation().inputTokens() + dispatch.reservation().outputTokens());
    }
}
