package io.headgate.worker.edge;

import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.call.stream.Deltas;
import io.headgate.worker.call.stream.StreamWish;
import io.headgate.worker.guard.TimedOutcome;
import io.headgate.worker.guard.Upstream;
import io.headgate.worker.redact.PieceRestorer;
import io.headgate.worker.redact.Redacted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of one attempt: each is written down before its first byte goes upstream. Belongs to the attempt's thread. */
final class ProviderCall implements Upstream {
    private final CallSetting setting;
    private final Handling handling;
    private final Dispatch dispatch;
    private final Redacted.Cleared cleared;
    private final RecordHeading heading;
    private @Nullable Instant startedAt;

    /** @param cleared the prompt as it may leave, and how its answer is restored */
    ProviderCall(
            CallSetting setting,
            Handling handling,
            Dispatch dispatch,
            Redacted.Cleared cleared,
            RecordHeading heading) {
        this.setting = setting;
        this.handling = handling;
        this.dispatch = dispatch;
        this.cleared = cleared;
        this.heading = heading;
    }

    /**
     * What every call of a worker's provider has in common.
     *
     * @param worker name of the process
     * @param onBegun hears that a call is about to be made
     * @param deltas where streamed replies are shown
     */
    record CallSetting(
            String worker,
            Places places,
            IntentWriter intents,
            Runnable onBegun,
            DeltaSinks deltas,
            Clock clock,
            Milestone.Listener milestones) {}

    @Override
    public TimedOutcome call(int call, CallTimeouts timeouts) throws InterruptedException {
        // Before the intent: what is given up until here leaves no trace, and what comes after it is called.
        handling.call();
        // Not before the wait for the guard: an endpoint may have left meanwhile, and a key may be another.
        return switch (setting.places().of(dispatch.target())) {
            case Places.Place.Gone(Failure failure) ->
                uncalled(new CallOutcome.Retryable(failure, null, false, UpstreamReply.NONE));
            case Places.Place.Locked locked -> uncalled(locked.outcome());
            case Places.Place.Here here -> announced(call, timeouts, here);
        };
    }

    private TimedOutcome announced(int call, CallTimeouts timeouts, Places.Place.Here here)
            throws InterruptedException {
        Instant now = setting.clock().instant();
        if (!now.isBefore(deadline())) {
            return uncalled(late());
        }
        if (startedAt == null) {
            startedAt = now;
        }
        setting.onBegun().run();
        setting.intents().write(intent(call, startedAt, now), heading);
        Duration left = Duration.between(setting.clock().instant(), deadline());
        if (!left.isPositive()) {
            return uncalled(late());
        }
        setting.milestones().reached(Milestone.CALLING);
        return exchanged(here, timeouts, deltas(call, here, now));
    }

    private TimedOutcome exchanged(Places.Place.Here here, CallTimeouts timeouts, Deltas.Sink deltas)
            throws InterruptedException {
        long began = System.nanoTime();
        boolean whole = false;
        CallOutcome outcome;
        try {
            outcome = setting.places()
                    .keys()
                    .call(dispatch.target(), here.keys(), key -> called(here, key, timeouts, deltas));
            whole = outcome instanceof CallOutcome.Completed;
        } finally {
            deltas.ended(whole);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (Thread.interrupted() && !(outcome instanceof CallOutcome.Completed)) {
            // It says nothing of the provider's health: we broke it off.
            throw new InterruptedException();
        }
        return new TimedOutcome(restored(outcome), took);
    }

    /** Where the reply is shown as it comes, if its client wants that and the provider is to be asked for it. */
    private Deltas.Sink deltas(int call, Places.Place.Here here, Instant began) {
        // Something was sent, and what came back was not whole: a stream that was cut, if it was one.
        boolean cut = dispatch.history().stream().anyMatch(earlier -> earlier.status() == AttemptStatus.UNKNOWN);
        if (!here.streams().asked(cut) || !StreamWish.in(dispatch.request().body())) {
            return Deltas.NONE;
        }
        boolean again = dispatch.number() > 1 || call > 1;
        Deltas.Sink sink = setting.deltas().of(dispatch, began, again, heading);
        PieceRestorer pieces = cleared.pieces();
        return pieces == null ? sink : new RestoringDeltas(pieces, sink);
    }

    /** With one of its keys. One that is refused bills nothing: the intent is of the one call among these that may be billed. */
    private CallOutcome called(
            Places.Place.Here here, @Nullable ApiKey key, CallTimeouts timeouts, Deltas.Sink deltas) {
        Duration left = Duration.between(setting.clock().instant(), deadline());
        return left.isPositive()
                ? here.adapter()
                        .call(new UpstreamCall(
                                dispatch.withBody(cleared.body()),
                                here.baseUrl(),
                                key,
                                heading,
                                timeouts.within(left),
                                deltas))
                : late();
    }

    /** The answer is the client's: what was masked is in it again. */
    private CallOutcome restored(CallOutcome outcome) {
        return outcome instanceof CallOutcome.Completed completed
                ? completed.withResponse(cleared.restore().apply(completed.response()))
                : outcome;
    }

    private static TimedOutcome uncalled(CallOutcome outcome) {
        return new TimedOutcome(outcome, Duration.ZERO);
    }

    private Instant deadline() {
        return dispatch.request().context().deadline();
    }

    private CallOutcome late() {
        Failure failure = new Failure(
                FailureCode.DEADLINE_EXCEEDED,
                "the deadline passed before the call",
                deadline().toString(),
                null);
        return new CallOutcome.Retryable(failure, null, false, UpstreamReply.NONE);
    }

    private Intent intent(int call, Instant started, Instant now) {
        return new Intent(
                dispatch.request().key(),
                dispatch.attempt(),
                dispatch.number(),
                call,
                dispatch.request().alias(),
                dispatch.request().context().tags(),
                dispatch.target(),
                dispatch.price() == null ? null : dispatch.price().id(),
                dispatch.reservation(),
                dispatch.decision().revision(),
                setting.worker(),
                started,
                now,
                dispatch.dispatchedAt());
    }

    /** When the first call began; empty when none did. */
    Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }
}
