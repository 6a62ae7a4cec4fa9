package io.headgate.router.budget;

import io.headgate.schemas.id.AttemptId;
import java.math.BigDecimal;

/** An attempt used more than it held, by its provider's account: the one way in which a limit can be exceeded. */
public record Overshoot(AttemptId attempt, Scope scope, CounterKey key, BigDecimal held, BigDecimal used) {
    public BigDecimal by() {
        return used.subtract(held);
    }
}
