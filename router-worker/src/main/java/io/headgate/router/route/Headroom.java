package io.headgate.router.route;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Reservation;
import org.jspecify.annotations.Nullable;

/**
 * Whether the tenant's limits have room for what an attempt would hold. Asked of candidates that could serve, in rank
 * order, until one is found: so a cheaper one is chosen where a better one no longer fits.
 */
@FunctionalInterface
public interface Headroom {
    /** Nothing is limited. */
    Headroom BOUNDLESS = (target, reservation) -> null;

    /** Why there is none, in a few words; null when there is. */
    @Nullable
    String against(Target target, Reservation reservation);
}
