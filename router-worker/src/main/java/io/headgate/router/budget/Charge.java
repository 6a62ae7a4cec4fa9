package io.headgate.router.budget;

import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt that is over has used, as far as anybody knows. What may have been billed, and was not told, is charged
 * at the most it can have been.
 */
final class Charge {
    private final AttemptStatus status;
    private final @Nullable Usage usage;
    private final Cost cost;

    private Charge(AttemptStatus status, @Nullable Usage usage, Cost cost) {
        this.status = status;
        this.usage = usage;
        this.cost = cost;
    }

    static Charge of(Attempt attempt) {
        return new Charge(attempt.summary().status(), attempt.usage(), attempt.cost());
    }

    /** Of an attempt of which nothing is known but that it is over. */
    static Charge unknown() {
        return new Charge(AttemptStatus.UNKNOWN, null, new Cost.Unpriced("unknown"));
    }

    boolean wasCalled() {
        return status != AttemptStatus.NOT_CALLED;
    }

    /** Under a line on tokens or on cost. */
    BigDecimal under(Line line) {
        return switch (status) {
            case NOT_CALLED -> BigDecimal.ZERO;
            case UNKNOWN -> line.amount().max(reported(line));
            case COMPLETED -> usage == null ? line.amount() : reported(line);
            case RETRYABLE, REFUSED -> reported(line);
        };
    }

    private BigDecimal reported(Line line) {
        if (usage == null || usage.quantities().isEmpty()) {
            return BigDecimal.ZERO;
        }
        Currency currency = line.key().currency();
        return currency == null
                ? BigDecimal.valueOf(usage.inputTokens() + usage.outputTokens())
                : cost(currency, line.amount());
    }

    /** A price was known when the line was reserved; if none is known for what was used, it counts as all of it. */
    private BigDecimal cost(Currency currency, BigDecimal held) {
        return switch (cost) {
            case Cost.Priced priced
            when priced.amount().currency().equals(currency) -> priced.amount().amount();
            case Cost.Priced _, Cost.Unpriced _ -> held;
        };
    }
}
