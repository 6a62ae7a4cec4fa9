package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.edge.TakenDispatch;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.report.CancelMemory;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One dispatch in a worker's hands: what a guard and a provider make of it. */
final class PlayedCall {
    private final TakenDispatch taken;
    private final Parts parts;
    private final Supplier<CancelMemory> cancels;
    private final BooleanSupplier withdrawn;
    private final Instant beginsAt;
    private @Nullable CallOutcome outcome;
    private Instant startedAt = Instant.MIN;
    private Instant endsAt = Instant.MIN;

    /** @param withdrawn whether what becomes of it may never be written */
    PlayedCall(TakenDispatch taken, Parts parts, Supplier<CancelMemory> cancels, BooleanSupplier withdrawn) {
        this.taken = taken;
        this.parts = parts;
        this.cancels = cancels;
        this.withdrawn = withdrawn;
        this.beginsAt = parts.clock().instant().plus(parts.dice().millis(0, 300));
    }

    /** Goes on as far as time allows; true when it is over. */
    boolean step() {
        Instant now = parts.clock().instant();
        if (outcome == null) {
            return begin(now);
        }
        if (taken.isGivenUp() || !now.isBefore(endsAt)) {
            taken.ended(new GuardedOutcome.Called(outcome), startedAt);
            return true;
        }
        return false;
    }

    private boolean begin(Instant now) {
        GuardedOutcome uncalled = uncalled(now);
        if (uncalled != null) {
            taken.ended(uncalled, now);
            return true;
        }
        if (now.isBefore(beginsAt) || !taken.mayCall()) {
            return false;
        }
        if (parts.dice().percent(6)) {
            Failure busy = Failure.of(FailureCode.PROVIDER_RATE_LIMITED, "no room here at this moment");
            taken.ended(new GuardedOutcome.PassedOn(busy), now);
            return true;
        }
        if (!taken.call()) {
            taken.ended(expired(FailureCode.CANCELLED), now);
            return true;
        }
        startedAt = now;
        Upstream.Answer answer = parts.upstream().call(taken.dispatch(), now, withdrawn);
        CallOutcome comes = answer.outcome();
        outcome = comes;
        endsAt = now.plus(answer.after());
        parts.trace()
                .tell(() -> "%s is called: %s after %s"
                        .formatted(taken.dispatch().attempt(), comes.getClass().getSimpleName(), answer.after()));
        return false;
    }

    private @Nullable GuardedOutcome uncalled(Instant now) {
        Dispatch dispatch = taken.dispatch();
        if (taken.isGivenUp()
                || taken.isCancelled()
                || cancels.get()
                        .of(dispatch.request().key(), dispatch.request().acceptedAt())
                        .isPresent()) {
            return expired(FailureCode.CANCELLED);
        }
        boolean late = !now.isBefore(dispatch.request().context().deadline());
        return late ? expired(FailureCode.DEADLINE_EXCEEDED) : null;
    }

    private static GuardedOutcome expired(FailureCode code) {
        return new GuardedOutcome.Expired(Failure.of(code, "nobody wants it any more"));
    }
}
