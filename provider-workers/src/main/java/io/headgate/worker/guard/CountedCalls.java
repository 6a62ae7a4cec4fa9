package io.headgate.worker.guard;

import io.headgate.worker.call.CallTimeouts;

/** Counts the calls of one attempt, for the retry budget. Belongs to the attempt's thread. */
final class CountedCalls implements Upstream {
    private final Upstream upstream;
    private int made;

    CountedCalls(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public TimedOutcome call(int call, CallTimeouts timeouts) throws InterruptedException {
        made++;
        TimedOutcome timed = upstream.call(call, timeouts);
        if (Sign.untried(timed.outcome())) {
            made--;
        }
        return timed;
    }

    /** Calls that were made, or given up when they may have been. */
    int made() {
        return made;
    }
}
