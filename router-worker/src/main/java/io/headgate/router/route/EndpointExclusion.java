package io.headgate.router.route;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where this request is not tried again.
 *
 * @param endpoint the one endpoint where that holds; null for all of the provider's
 * @param model the one model that is left out there; null leaves out all of them
 */
public record EndpointExclusion(
        ProviderName provider,
        @Nullable EndpointName endpoint,
        @Nullable ModelName model) {
    /** Another model of the same endpoint may well answer: with a longer window, another filter. */
    private static final Set<FailureCode> OF_THE_MODEL_THERE =
            EnumSet.of(FailureCode.CONTEXT_TOO_LONG, FailureCode.CONTENT_FILTERED);

    /** The model does no better at another endpoint. */
    private static final Set<FailureCode> OF_THE_MODEL =
            EnumSet.of(FailureCode.CONTRACT_VIOLATION, FailureCode.CAPABILITY_REFUSED);

    /** With more room the same may well do. */
    private static final Set<FailureCode> OF_NOBODY = EnumSet.of(FailureCode.OUTPUT_TRUNCATED);

    /** What a request's history rules out. */
    public static List<EndpointExclusion> of(List<AttemptSummary> history) {
        return history.stream()
                .filter(attempt -> !failedWith(OF_NOBODY, attempt.failure()))
                .map(EndpointExclusion::of)
                .toList();
    }

    private static EndpointExclusion of(AttemptSummary attempt) {
        Target target = attempt.target();
        if (failedWith(OF_THE_MODEL, attempt.failure())) {
            return new EndpointExclusion(target.provider(), null, target.model());
        }
        boolean there = failedWith(OF_THE_MODEL_THERE, attempt.failure());
        return new EndpointExclusion(target.provider(), target.endpoint(), there ? target.model() : null);
    }

    private static boolean failedWith(Set<FailureCode> codes, @Nullable Failure failure) {
        return failure != null && codes.contains(failure.code());
    }

    boolean covers(Target target) {
        return provider.equals(target.provider())
                && (endpoint == null || endpoint.equals(target.endpoint()))
                && (model == null || model.equals(target.model()));
    }
}
