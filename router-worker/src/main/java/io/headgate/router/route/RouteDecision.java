package io.headgate.router.route;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Price;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a request goes, or why it can go nowhere. Either way the decision explains every candidate. */
public sealed interface RouteDecision {
    /** Put into words when it is asked for, and anew each time. */
    Decision decision();

    /**
     * A target was chosen.
     *
     * @param price in force now; null when the model has none
     * @param reservation the worst the attempt can cost
     * @param explanation gives the decision
     * @param comparison gives {@link #dearest}
     */
    record Chosen(
            Target target,
            @Nullable Price price,
            Reservation reservation,
            Supplier<Decision> explanation,
            Supplier<@Nullable Price> comparison)
            implements RouteDecision {
        @Override
        public Decision decision() {
            return explanation.get();
        }

        /** As {@link io.headgate.schemas.message.Dispatch#dearest()} says it; looked for when it is asked for. */
        public @Nullable Price dearest() {
            return comparison.get();
        }
    }

    /** No candidate is left. */
    record NoCandidate(Failure failure, Decision decision) implements RouteDecision {}
}
