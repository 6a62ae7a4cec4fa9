package io.headgate.api.replay;

import io.headgate.schemas.id.TenantId;

/**
 * What is to be sent again.
 *
 * @param again also those that a replay has answered since, and those whose replay failed in their place
 * @param perSecond the most that are sent in a second, 1 to {@value #FASTEST}
 */
public record ReplayOrder(TenantId tenant, FailureFilter filter, boolean again, Overrides overrides, int perSecond) {
    public static final int FASTEST = 1_000;
    public static final int USUAL = 20;
    /** Requests of one replay. */
    public static final int MOST = 100_000;

    public ReplayOrder {
        if (perSecond < 1 || perSecond > FASTEST) {
            throw new IllegalArgumentException("per_second: seen %d, allowed 1 to %d".formatted(perSecond, FASTEST));
        }
    }
}
