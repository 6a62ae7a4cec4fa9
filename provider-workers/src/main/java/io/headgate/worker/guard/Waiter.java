package io.headgate.worker.guard;

import io.headgate.schemas.id.Target;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** One who asks to be let through. Waits holding nothing. Guarded by the guard's lock. */
final class Waiter {
    /** Whoever could go elsewhere waits no longer than this. */
    private static final Duration HURRIED_PATIENCE = Duration.ofSeconds(2);

    private final Errand errand;
    private final long deadline;
    private final long patience;
    private final boolean hurried;
    private final long since;
    private Verdict.@Nullable Final decision;
    private @Nullable Condition turn;

    /**
     * In nanoseconds of the guard's clock.
     *
     * @param hurried whether there is something better than to wait long: another candidate, or an outcome already had
     */
    Waiter(Errand errand, long deadline, boolean hurried, long now) {
        this.errand = errand;
        this.deadline = deadline;
        this.patience = hurried ? Math.min(deadline, now + HURRIED_PATIENCE.toNanos()) : deadline;
        this.hurried = hurried;
        this.since = now;
    }

    Target target() {
        return errand.target();
    }

    boolean critical() {
        return errand.critical();
    }

    long tokens() {
        return errand.tokens();
    }

    Errand errand() {
        return errand;
    }

    long deadline() {
        return deadline;
    }

    /** Until when it waits. */
    long patience() {
        return patience;
    }

    boolean hurried() {
        return hurried;
    }

    /** When it came. */
    long since() {
        return since;
    }

    /** Passed or turned away; null while it waits. */
    Verdict.@Nullable Final decision() {
        return decision;
    }

    void decide(Verdict.Final verdict) {
        decision = verdict;
        if (turn != null) {
            turn.signal();
        }
    }

    /** What its thread sleeps on. */
    void sleepOn(Condition condition) {
        turn = condition;
    }
}
