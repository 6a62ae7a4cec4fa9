package io.headgate.worker.settle;

import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.InferenceResult;
import org.jspecify.annotations.Nullable;

/** What an attempt's end makes of its request, and so what is written: all of it in one transaction. */
public sealed interface Settlement {
    Attempt attempt();

    /**
     * The request ends here; the attempt is final.
     *
     * @param failed the request whole, for replay; null when it completed
     */
    record Ended(InferenceResult result, @Nullable FailedRequest failed, Attempt attempt) implements Settlement {}

    /** Custody goes back to the router; the attempt continues. */
    record PassedBack(Attempt attempt) implements Settlement {}
}
