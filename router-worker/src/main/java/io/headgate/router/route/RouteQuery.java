package io.headgate.router.route;

import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Route.OnViolation;
import io.headgate.schemas.catalog.Route.ResponseSchema;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be routed.
 *
 * @param history the attempts made so far, in order
 * @param excluded where it is not sent again
 */
public record RouteQuery(
        InferenceRequest request, BodyNeeds needs, List<AttemptSummary> history, List<EndpointExclusion> excluded) {
    /** Beyond what any model writes, and far from where numbers end. */
    private static final long MOST_ROOM = 100_000_000;

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
     * The same by its route: where answers that break the contract are asked for again, whoever gave one may be asked once
     * more.
     */
    public static RouteQuery again(
            InferenceRequest request, BodyNeeds needs, List<AttemptSummary> history, @Nullable Route route) {
        ResponseSchema contract = route == null ? null : route.responseSchema();
        if (contract == null || contract.onViolation() != OnViolation.RETRY) {
            return again(request, needs, history);
        }
        List<AttemptSummary> counting = history.stream()
                .filter(attempt -> !isViolation(attempt)
                        || violations(history, attempt.target().model()) > 1)
                .toList();
        return new RouteQuery(request, needs, history, EndpointExclusion.of(counting));
    }

    /** The cap on output, per choice, where the body has none: twice as much for each answer that was cut at it. */
    long roomier(long cap) {
        long room = cap;
        for (int i = 0; i < history.size(); i++) {
            Failure failure = history.get(i).failure();
            if (failure != null && failure.code() == FailureCode.OUTPUT_TRUNCATED) {
                room = Math.min(2 * room, Math.max(room, MOST_ROOM));
            }
        }
        return room;
    }

    private static long violations(List<AttemptSummary> history, ModelName model) {
        return history.stream()
                .filter(attempt ->
                        isViolation(attempt) && attempt.target().model().equals(model))
                .count();
    }

    private static boolean isViolation(AttemptSummary attempt) {
        return attempt.failure() != null && attempt.failure().code() == FailureCode.CONTRACT_VIOLATION;
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
