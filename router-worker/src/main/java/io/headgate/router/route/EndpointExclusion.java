package io.headgate.router.route;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that is not tried again for this request.
 *
 * @param model the one model that is left out there; null leaves out all of them
 */
public record EndpointExclusion(
        ProviderName provider,
        EndpointName endpoint,
        @Nullable ModelName model) {

    /** What a request's history rules out. */
    public static List<EndpointExclusion> of(List<AttemptSummary> history) {
        return history.stream().map(EndpointExclusion::of).toList();
    }

    private static EndpointExclusion of(AttemptSummary attempt) {
        Target target = attempt.target();
        return new EndpointExclusion(
                target.provider(),
                target.endpoint(),
                saysSomethingOfTheModelOnly(attempt.failure()) ? target.model() : null);
    }

    /** A longer-windowed or differently filtered model of the same endpoint may well answer. */
    private static boolean saysSomethingOfTheModelOnly(@Nullable Failure failure) {
        return failure != null
                && (failure.code() == FailureCode.CONTEXT_TOO_LONG || failure.code() == FailureCode.CONTENT_FILTERED);
    }

    boolean covers(Target target) {
        return provider.equals(target.provider())
                && endpoint.equals(target.endpoint())
                && (model == null || model.equals(target.model()));
    }
}
