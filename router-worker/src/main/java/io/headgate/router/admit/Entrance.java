package io.headgate.router.admit;

import io.headgate.router.waiting.Gate;

/**
 * What a request passes on its way to a provider, beside its tenant's limits.
 *
 * @param cancels what nobody wants any more
 * @param gate before providers whose queues are long
 */
public record Entrance(Cancels cancels, Gate gate) {
    /** Nothing is cancelled, and no queue is long. */
    public static final Entrance OPEN = new Entrance(key -> null, Gate.OPEN);
}
