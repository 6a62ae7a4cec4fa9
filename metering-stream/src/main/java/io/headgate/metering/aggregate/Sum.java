package io.headgate.metering.aggregate;

import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Comparison;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.message.Increment.Source;
import io.headgate.schemas.message.Increment.Troubles;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The running sum of one line: what {@link Aggregation#merge} makes of all that was added, without an increment for each step. It
 * also knows where what was added lies. For one thread.
 */
public final class Sum {
    private static final Meter[] METERS = Meter.values();

    private final Line line;
    private final @Nullable Long[] quantities = new Long[METERS.length];
    private final @Nullable BigDecimal[] amounts = new BigDecimal[METERS.length];
    private long attempts;
    private long completed;
    private long unpriced;
    private long estimated;
    private @Nullable BigDecimal amount;
    private Troubles troubles = Troubles.NONE;
    private @Nullable Comparison comparison;
    private Duration duration = Duration.ZERO;
    private @Nullable Source source;
    private boolean begun;

    /** Nothing, on a line. */
    public Sum(Line line) {
        this.line = line;
    }

    /**
     * Adds an increment of this line, which is not looked at.
     *
     * @param place where it lies; null where that is not known, and then that of the sum is not known either
     * @throws ArithmeticException when a count would overflow; the sum is of no use then
     */
    public void add(Increment increment, @Nullable Source place) {
        attempts = Math.addExact(attempts, increment.attempts());
        completed = Math.addExact(completed, increment.completed());
        unpriced = Math.addExact(unpriced, increment.unpriced());
        estimated = Math.addExact(estimated, increment.estimated());
        addQuantities(increment.quantities());
        addAmounts(increment.amounts());
        amount = Sums.of(amount, increment.amount());
        troubles = Sums.of(troubles, increment.troubles());
        comparison = Sums.of(comparison, increment.comparison());
        duration = duration.plus(increment.duration());
        source = begun ? both(source, place) : place;
        begun = true;
    }

    private void addQuantities(Map<Meter, Long> more) {
        if (more.isEmpty()) {
            return;
        }
        for (int i = 0; i < METERS.length; i++) {
            Long quantity = more.get(METERS[i]);
            if (quantity != null) {
                Long before = quantities[i];
                quantities[i] = before == null ? quantity : Long.valueOf(Math.addExact(before, quantity));
            }
        }
    }

    private void addAmounts(Map<Meter, BigDecimal> more) {
        if (more.isEmpty()) {
            return;
        }
        for (int i = 0; i < METERS.length; i++) {
            amounts[i] = Sums.of(amounts[i], more.get(METERS[i]));
        }
    }

    /** Where both lie; unknown if that of one is. */
    private static @Nullable Source both(@Nullable Source one, @Nullable Source other) {
        return one == null || other == null
                ? null
                : new Source(
                        one.partition(),
                        Math.min(one.first(), other.first()),
                        Math.max(one.last(), other.last()),
                        null);
    }

    /** All that was added, so far. */
    public Increment increment() {
        return new Increment(
                line,
                attempts,
                completed,
                unpriced,
                estimated,
                byMeter(quantities),
                amount,
                byMeter(amounts),
                troubles,
                comparison,
                duration,
                source);
    }

    private static <N> Map<Meter, N> byMeter(@Nullable N[] numbers) {
        Map<Meter, N> some = new EnumMap<>(Meter.class);
        for (int i = 0; i < METERS.length; i++) {
            N number = numbers[i];
            if (number != null) {
                some.put(METERS[i], number);
            }
        }
        return some;
    }
}
