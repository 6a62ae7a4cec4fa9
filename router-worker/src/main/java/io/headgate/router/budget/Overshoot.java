package io.headgate.router.budget;

import io.headgate.schemas.id.AttemptId;
import java.math.BigDecimal;

/**
 * More was spent than there was room for, in one of the two ways in which a limit can be exceeded: an attempt used more than it
 * held, by its provider's account; or a crash cut a call off that may have been billed beside the one that ended its attempt.
 *
 * @param held by the attempt; of an orphaned call, which held nothing, what there was room for
 */
public record Overshoot(AttemptId attempt, Scope scope, CounterKey key, BigDecimal held, BigDecimal used) {
    public BigDecimal by() {
        return used.subtract(held);
    }
}
