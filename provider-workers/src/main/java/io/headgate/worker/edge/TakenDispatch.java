package io.headgate.worker.edge;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.edge.Attempting.Attempted;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.guard.Permit;
import java.time.Instant;

/** A dispatch that a {@link PlayedSession} has taken, in the hands of whoever plays its call. Belongs to the session's thread. */
public final class TakenDispatch {
    private final Dispatch dispatch;
    private final RecordHeading heading;
    private final Handling handling;
    private final PlayedCalls calls;
    private final WrittenDown written;

    TakenDispatch(Dispatch dispatch, RecordHeading heading, Handling handling, PlayedCalls calls, WrittenDown written) {
        this.dispatch = dispatch;
        this.heading = heading;
        this.handling = handling;
        this.calls = calls;
        this.written = written;
    }

    public Dispatch dispatch() {
        return dispatch;
    }

    /** Whether a call may begin yet, as far as the assignment goes: a worker would wait until it may. */
    public boolean mayCall() {
        return handling.mayCall();
    }

    /** Says that the call begins; false when it was given up or cancelled, and must not. Only while {@link #mayCall}. */
    public boolean call() {
        try {
            handling.call();
            return true;
        } catch (InterruptedException givenUp) {
            return false;
        }
    }

    /** Whether its partition is somebody else's by now: nothing that comes of it will be written. */
    public boolean isGivenUp() {
        return handling.isAbandoned();
    }

    /** Whether its client wants no answer any more. */
    public boolean isCancelled() {
        return handling.isCancelled();
    }

    /** The attempt is over, to be called once; one that was given up leaves nothing. */
    public void ended(GuardedOutcome outcome, Instant startedAt) {
        handling.answered();
        calls.ended(handling.isAbandoned() ? new CallEnd.Abandoned(handling) : finished(outcome, startedAt));
    }

    private CallEnd finished(GuardedOutcome outcome, Instant startedAt) {
        GuardedOutcome shown = handling.isCancelled() ? Cancellation.instead(outcome) : outcome;
        Permit permit = outcome instanceof GuardedOutcome.Called(var _, var held) ? held : Permit.NONE;
        try {
            return new CallEnd.Finished(
                    handling, written.of(dispatch, new Attempted(shown, startedAt), heading), permit);
        } catch (InterruptedException closing) {
            throw new IllegalStateException("nobody interrupts who plays", closing);
        }
    }
}
