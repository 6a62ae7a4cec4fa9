package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * What was used in one window, and what open attempts hold in it. Amounts are in units of the key's measure, 0 or more.
 *
 * @param opened names the window for those who hold something in it: when it began, as it was then understood
 * @param span the window, as it is understood now
 * @param overshot the part of {@code spent} that attempts used beyond what they held, and orphaned calls beyond what there
 *     was room for
 */
public record Counter(
        CounterKey key, Instant opened, Span span, BigDecimal spent, BigDecimal reserved, BigDecimal overshot) {
    /** How far the clocks of two machines may be apart. */
    static final Duration SKEW = Duration.ofMinutes(1);

    public Counter {
        if (spent.signum() < 0 || reserved.signum() < 0 || overshot.signum() < 0) {
            throw new IllegalArgumentException("counter %s: seen %s spent, %s reserved, %s overshot, allowed 0 or more"
                    .formatted(key, spent, reserved, overshot));
        }
    }

    /** The window that has just begun. */
    public static Counter open(CounterKey key, Span span) {
        return new Counter(key, span.start(), span, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /**
     * The counter as it is at {@code now}: this one as long as its window lasts, then a fresh one. A window that would
     * overlap with the last, since the limit's zone was changed, begins with what was used in that. A clock that lags
     * behind another does not bring an old window back; one that was far ahead does not hold the tenant up until then.
     */
    public Counter at(Limit limit, Instant now) {
        if (now.isBefore(span.end()) && !now.isBefore(span.start().minus(SKEW))) {
            return this;
        }
        Span current = Span.of(limit.window(), limit.zone(), now);
        return now.isBefore(span.start()) || current.start().isBefore(span.end())
                ? new Counter(key, opened, current, spent, reserved, overshot)
                : open(key, current);
    }

    /** From when on it counts: its window's beginning, or an earlier one whose count it goes on with. */
    public Instant began() {
        return opened.isBefore(span.start()) ? opened : span.start();
    }

    /** Whether what was dispatched at a moment counts in it. */
    boolean covers(Instant moment) {
        return !moment.isBefore(began()) && moment.isBefore(span.end());
    }

    /** Whether {@code asked} more can be held without exceeding {@code allowed}. */
    public boolean hasRoom(BigDecimal asked, BigDecimal allowed) {
        return spent.add(reserved).add(asked).compareTo(allowed) <= 0;
    }

    public Counter reserve(BigDecimal amount) {
        return new Counter(key, opened, span, spent, reserved.add(amount), overshot);
    }

    /** What was held is given back, and what was used in fact is spent. */
    public Counter settle(BigDecimal held, BigDecimal used) {
        BigDecimal beyond = used.subtract(held).max(BigDecimal.ZERO);
        return new Counter(key, opened, span, spent.add(used), reserved.subtract(held), overshot.add(beyond));
    }

    /** What nobody held is spent; the part of it that there is no room for under {@code allowed} is overshot. */
    Counter spend(BigDecimal used, BigDecimal allowed) {
        BigDecimal room = allowed.subtract(spent).subtract(reserved).max(BigDecimal.ZERO);
        BigDecimal beyond = used.subtract(room).max(BigDecimal.ZERO);
        return new Counter(key, opened, span, spent.add(used), reserved, overshot.add(beyond));
    }
}
