package io.headgate.worker.edge;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.guard.GuardedOutcome;

/** What a cancelled attempt ends as. */
final class Cancellation {
    private Cancellation() {}

    /** It was cancelled and has not called. */
    static GuardedOutcome uncalled() {
        return new GuardedOutcome.Expired(Failure.of(FailureCode.CANCELLED, "cancelled before the call"));
    }

    /** It was cancelled while it called: an answer that has come all the same is delivered, and is paid for. */
    static GuardedOutcome instead(GuardedOutcome outcome) {
        return switch (outcome) {
            case GuardedOutcome.Called(CallOutcome.Completed _, var _) -> outcome;
            case GuardedOutcome.Called(CallOutcome.Unknown unknown, var permit) ->
                new GuardedOutcome.Called(
                        new CallOutcome.Unknown(inMidCall(), unknown.usage(), unknown.reply()), permit);
            case GuardedOutcome.Called(CallOutcome.Refused refused, var permit) ->
                new GuardedOutcome.Called(
                        new CallOutcome.Refused(inMidCall(), false, refused.usage(), refused.reply()), permit);
            case GuardedOutcome.Called(CallOutcome called, var permit) ->
                new GuardedOutcome.Called(new CallOutcome.Refused(inMidCall(), false, called.reply()), permit);
            case GuardedOutcome.Expired _ -> uncalled();
            case GuardedOutcome.PassedOn _, GuardedOutcome.Barred _ -> uncalled();
        };
    }

    /** The call was broken off: nobody knows what it used. */
    static GuardedOutcome brokenOff() {
        return new GuardedOutcome.Called(new CallOutcome.Unknown(inMidCall(), null, UpstreamReply.NONE));
    }

    private static Failure inMidCall() {
        return Failure.of(FailureCode.CANCELLED, "cancelled while the provider was called");
    }
}
