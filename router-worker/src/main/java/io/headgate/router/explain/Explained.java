package io.headgate.router.explain;

import io.headgate.router.route.Binding;
import io.headgate.router.route.BodyNeeds;
import io.headgate.router.route.CanaryStanding;
import io.headgate.router.route.Opinion;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.TargetHealth;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What would become of a request. */
public sealed interface Explained {
    /**
     * It would not be taken in.
     *
     * @param field the field or header at fault, if there is one in particular
     */
    record Refused(Failure failure, @Nullable String field) implements Explained {}

    /**
     * A replacement beside the pinned model.
     *
     * @param share in force now by the ramp, in hundredths of a percent; none is tried when it was stopped
     * @param ofPinned what is thought of the pinned model's answers
     * @param ofReplacement of those of the replacement
     */
    record CanaryTrial(Canary canary, int share, CanaryStanding standing, Opinion ofPinned, Opinion ofReplacement) {}

    /**
     * It would be routed.
     *
     * @param decision where it goes if it goes now, and every candidate
     * @param binding whether it would go now or wait
     * @param health of each candidate, as it is known here
     * @param limitsAsked whether the tenant's limits were asked
     * @param roomAsked whether it was asked who waits before providers
     * @param trial of the route's replacement; null where there is none
     * @param at when the question was answered
     */
    record Routed(
            InferenceRequest request,
            BodyNeeds needs,
            RouteDecision decision,
            Binding binding,
            Map<Target, TargetHealth> health,
            boolean limitsAsked,
            boolean roomAsked,
            @Nullable CanaryTrial trial,
            Instant at)
            implements Explained {
        public Routed {
            health = Map.copyOf(health);
        }
    }
}
