package io.headgate.api.batches.run;

import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.StopCause;

/** What is to be done with a batch next. Each may be cut off at any point and done again. */
sealed interface Step {
    /** Read its input: find what is wrong with it, or where its lines are. */
    record Check() implements Step {}

    /** Send the next lines, as far as its limit lets them. */
    record Feed() implements Step {}

    /** Nothing is left to send: what is in flight is waited for. */
    record Await() implements Step {}

    /** End the lines that were not sent. */
    record Stop(StopCause cause) implements Step {}

    /** Ask what is in flight to end. */
    record AskCancels(StopCause cause) implements Step {}

    /** End the lines in flight that did not end when they were asked to. */
    record Abandon(StopCause cause) implements Step {}

    /** Write its files, and end it. */
    record Finish(BatchStatus as) implements Step {}

    /** Count the requests of a published batch. */
    record Count() implements Step {}

    /** Tell that it has ended. */
    record Announce() implements Step {}
}
