package io.headgate.api.batches;

import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of a batch will probably take, if it goes on as so far. An estimate, never a promise.
 *
 * @param endsAt null when nothing has ended yet to judge by
 * @param costs of what has not ended, by currency; without what has no price
 */
public record Forecast(int remaining, @Nullable Instant endsAt, List<Money> costs) {
    /** Digits of an estimate after the point: more would pretend to know. */
    private static final int SCALE = 9;

    public Forecast {
        costs = List.copyOf(costs);
    }

    /** The forecast; null when the batch has ended, or nobody knows how many requests it has. */
    public static @Nullable Forecast of(Batch batch, List<Spend> spent, Instant now) {
        Counts counts = batch.counts();
        Instant began = batch.times().inProgressAt();
        if (batch.status().isTerminal() || counts.total() == null || began == null) {
            return null;
        }
        int remaining = Math.max(0, counts.total() - counts.ended());
        int done = counts.completed() + counts.failed();
        if (done == 0) {
            return new Forecast(remaining, null, List.of());
        }
        Duration each = Duration.between(began, now).dividedBy(done);
        return new Forecast(
                remaining,
                now.plus(each.multipliedBy(remaining)),
                spent.stream()
                        .map(Spend::cost)
                        .filter(cost -> cost != null)
                        .map(cost -> share(cost, remaining, done))
                        .toList());
    }

    private static Money share(Money cost, int remaining, int done) {
        BigDecimal rest = cost.amount()
                .multiply(BigDecimal.valueOf(remaining))
                .divide(BigDecimal.valueOf(done), SCALE, RoundingMode.HALF_EVEN);
        return new Money(rest.stripTrailingZeros(), cost.currency());
    }
}
