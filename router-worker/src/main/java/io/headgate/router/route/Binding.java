package io.headgate.router.route;

import io.headgate.schemas.id.Target;
import java.time.Duration;
import java.time.Instant;

/** Whether a request goes at this moment, or waits for a better one: see {@link Binder}. */
public sealed interface Binding {
    /** It goes. */
    record Now(RouteDecision.Chosen to) implements Binding {}

    /**
     * It waits, unbound: nothing is reserved and nobody holds it but who asked.
     *
     * @param to whom it waits for, and what it would be if it went there now
     * @param expectedWait how long a call there would wait now
     * @param until when to judge anew at the latest; always later than now
     */
    record Wait(RouteDecision.Chosen to, Duration expectedWait, Instant until) implements Binding {
        /** Whose queue it waits for to become short. */
        public Target target() {
            return to.target();
        }
    }

    /** Nobody can serve it. */
    record Nowhere(RouteDecision.NoCandidate why) implements Binding {}
}
