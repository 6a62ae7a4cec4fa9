package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.message.FailureCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What tenants' limits did in this process since it began. A transaction that is aborted and tried again counts again.
 * Thread-safe.
 */
public final class BudgetCounts {
    private final Map<Measure, LongAdder> overshoots = new ConcurrentHashMap<>();
    private final LongAdder orphans = new LongAdder();
    private final Map<FailureCode, LongAdder> refused = new ConcurrentHashMap<>();

    /** More was spent than there was room for. */
    public void overshot(Measure measure) {
        overshoots.computeIfAbsent(measure, m -> new LongAdder()).increment();
    }

    /** A call that a crash cut off was charged. */
    public void charged() {
        orphans.increment();
    }

    /** A request ended for want of room. */
    public void refused(FailureCode code) {
        refused.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    /** How many calls that a crash cut off were charged. */
    public long charges() {
        return orphans.sum();
    }

    /** How often more was spent than there was room for under a limit on {@code measure}. */
    public long overshoots(Measure measure) {
        LongAdder count = overshoots.get(measure);
        return count == null ? 0 : count.sum();
    }

    /** How many requests ended with {@code code}: {@code BUDGET_EXCEEDED} or {@code RATE_LIMITED}. */
    public long refusals(FailureCode code) {
        LongAdder count = refused.get(code);
        return count == null ? 0 : count.sum();
    }
}
