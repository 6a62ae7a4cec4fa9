package io.headgate.router.route;

import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.InferenceRequest;
import java.util.List;

/**
 * What is to be routed.
 *
 * @param history the attempts made so far, in order
 * @param excluded where it is not sent again
 */
public record RouteQuery(
        InferenceRequest request, BodyNeeds needs, List<AttemptSummary> history, List<EndpointExclusion> excluded) {
    public RouteQuery {
        history = List.copyOf(history);
        excluded = List.copyOf(excluded);
    }

    /** A request that has not been tried. */
    public static RouteQuery first(InferenceRequest request, BodyNeeds needs) {
        return new RouteQuery(request, needs, List.of(), List.of());
    }

    /** A request that comes back from attempts; where they failed is left out. */
    public static RouteQuery again(InferenceRequest request, BodyNeeds needs, List<AttemptSummary> history) {
        return new RouteQuery(request, needs, history, EndpointExclusion.of(history));
    }

    /**
     * The same, when nobody else is left: whoever failed in a way that another try may mend may be asked once more, be it
     * that the first try is billed as well. Who was not called stays out, or a request would go in circles.
     */
    public RouteQuery lastResort() {
        List<AttemptSummary> lasting = history.stream()
                .filter(attempt -> attempt.status() != AttemptStatus.RETRYABLE)
                .filter(attempt -> attempt.status() != AttemptStatus.UNKNOWN)
                .toList();
        return new RouteQuery(request, needs, history, EndpointExclusion.of(lasting));
    }
}
