package io.headgate.schemas.message;

import java.util.List;

/** What becomes of a request after an attempt. */
public sealed interface Disposition {
    /** The terminal event was written in the same transaction; the router settles and forgets. */
    record Final() implements Disposition {}

    /** Custody goes back to the router, which tries elsewhere or ends the request. The history includes this attempt. */
    record Continue(InferenceRequest request, List<AttemptSummary> history) implements Disposition {
        public Continue {
            history = List.copyOf(history);
        }
    }
}
