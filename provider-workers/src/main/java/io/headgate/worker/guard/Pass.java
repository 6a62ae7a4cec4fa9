package io.headgate.worker.guard;

import io.headgate.schemas.id.Target;

/** All that was taken for one call, together. Guarded by the guard's lock. */
final class Pass {
    final Target target;
    final boolean critical;
    final long tokens;
    /** Of the target's adaptive limit. */
    final long call;

    final Breaker breaker;
    final long era;
    private boolean permitHeld = true;

    Pass(Waiter waiter, long call, Breaker breaker) {
        this.target = waiter.target();
        this.critical = waiter.critical();
        this.tokens = waiter.tokens();
        this.call = call;
        this.breaker = breaker;
        this.era = breaker.era();
    }

    /** Whether the permit was still held; it no longer is. */
    boolean letGo() {
        boolean held = permitHeld;
        permitHeld = false;
        return held;
    }
}
