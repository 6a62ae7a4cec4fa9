package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;

/** What an attempt has to hold under one limit. */
sealed interface Demand {
    record Of(BigDecimal amount) implements Demand {}

    /** The limit does not count it: a model without a price, where the limit lets such models be used. */
    record Nothing() implements Demand {}

    /** Nobody can tell whether the limit would be kept. */
    record Untellable(String reason) implements Demand {}

    static Demand under(ScopedLimit scoped, Reservation reservation) {
        return switch (scoped.limit().measure()) {
            case REQUESTS, IN_FLIGHT -> new Of(BigDecimal.ONE);
            case TOKENS -> new Of(BigDecimal.valueOf(reservation.inputTokens() + reservation.outputTokens()));
            case COST -> cost(scoped, reservation);
        };
    }

    private static Demand cost(ScopedLimit scoped, Reservation reservation) {
        Limit limit = scoped.limit();
        Money worst = reservation.amount();
        if (worst == null) {
            return limit.unpricedAllowed()
                    ? new Nothing()
                    : new Untellable("unpriced, and there is a limit on %s".formatted(scoped));
        }
        return worst.currency().equals(limit.currency())
                ? new Of(worst.amount())
                : new Untellable("priced in %s, and the limit on %s is in %s"
                        .formatted(worst.currency(), scoped, limit.currency()));
    }
}
