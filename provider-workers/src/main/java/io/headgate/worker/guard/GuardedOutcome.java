package io.headgate.worker.guard;

import io.headgate.schemas.message.Failure;
import io.headgate.worker.call.CallOutcome;

/** What became of an attempt: it was called, or it was not and why. */
public sealed interface GuardedOutcome {
    /** The provider was called. */
    record Called(CallOutcome outcome) implements GuardedOutcome {}

    /** The deadline had passed: nobody wants an answer any more. */
    record Expired(Failure failure) implements GuardedOutcome {}

    /** It cannot be called here now; somebody else may be. */
    record PassedOn(Failure failure) implements GuardedOutcome {}
}
