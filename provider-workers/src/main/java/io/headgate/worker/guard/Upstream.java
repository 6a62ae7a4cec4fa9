package io.headgate.worker.guard;

import io.headgate.worker.call.CallTimeouts;

/** The call that the guard stands before. */
@FunctionalInterface
public interface Upstream {
    /**
     * Makes the call. Blocks.
     *
     * @param call 1 for the attempt's first, greater by one with each repeat in place
     * @throws InterruptedException when it was given up: cancelled, or the process is closing. The guard cannot know
     *     whether anything was sent by then, and counts it as sent
     */
    TimedOutcome call(int call, CallTimeouts timeouts) throws InterruptedException;
}
