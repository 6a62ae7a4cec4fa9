package io.headgate.router.admit;

import io.headgate.router.budget.Posting;
import io.headgate.router.waiting.Reason;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;

/** What was decided. The edge applies facts, all of one record in one transaction; nothing else changes state. */
public sealed interface Fact {

    /** A request is remembered under a name. */
    record Remembered(SeenName name, Seen seen) implements Fact {}

    /** Custody goes to a provider's workers. */
    record Dispatched(Dispatch dispatch) implements Fact {}

    /**
     * The request waits, in the router's custody.
     *
     * @param attempt the number of its next attempt, 1 or more
     * @param otherwise how it ends where it cannot wait: a failure, with every attempt so far
     */
    record Held(InferenceRequest request, int attempt, InferenceResult otherwise, Reason reason) implements Fact {}

    /** The terminal event, a failure; and what replay will read. */
    record Ended(Admission admission, InferenceResult result) implements Fact {}

    /** Something that a client may want to know. */
    record Noticed(Notice notice) implements Fact {}

    /** What open attempts hold and what those that are over have used. Before the dispatch that it is held for. */
    record Booked(Posting posting) implements Fact {}
}
