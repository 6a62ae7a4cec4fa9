package io.headgate.worker.guard;

import io.headgate.schemas.message.Failure;
import io.headgate.worker.call.CallOutcome;

/** What became of an attempt: it was called, or it was not and why. */
public sealed interface GuardedOutcome {
    /** The provider was called; with the permit, which its holder gives back after the commit. */
    record Called(CallOutcome outcome, Permit permit) implements GuardedOutcome {
        /** Without a permit. */
        public Called(CallOutcome outcome) {
            this(outcome, Permit.NONE);
        }
    }

    /** Nobody wants an answer any more: the deadline had passed, or it was cancelled. */
    record Expired(Failure failure) implements GuardedOutcome {}

    /** It must not be called, here or anywhere else: the request ends. */
    record Barred(Failure failure) implements GuardedOutcome {}

    /** It cannot be called here now; somebody else may be. */
    record PassedOn(Failure failure) implements GuardedOutcome {}
}
