package io.headgate.router.admit;

import io.headgate.router.budget.Line;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.InferenceRequest;
import java.util.List;

/**
 * How far a request has come that is to be tried, for the first time or again.
 *
 * @param history the attempts made so far, in order
 * @param number of the attempt that would be next, 1 for the first
 * @param carried what it holds of its tenant's limits already
 */
record Journey(InferenceRequest request, List<AttemptSummary> history, int number, List<Line> carried) {
    Journey {
        history = List.copyOf(history);
        carried = List.copyOf(carried);
    }

    static Journey begin(InferenceRequest request) {
        return new Journey(request, List.of(), 1, List.of());
    }

    Journey carrying(List<Line> lines) {
        return new Journey(request, history, number, lines);
    }

    /** The id of the attempt that would be next. */
    AttemptId attempt() {
        return attempt(request.key().request(), number);
    }

    /** The id of a request's attempt. */
    static AttemptId attempt(RequestId request, int number) {
        return new AttemptId(request + "/" + number);
    }
}
