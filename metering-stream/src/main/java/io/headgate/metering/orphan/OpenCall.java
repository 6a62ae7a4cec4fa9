package io.headgate.metering.orphan;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the calls of one attempt with one start. Times are of the process that read it, so that nobody else's clock
 * decides what is late.
 */
sealed interface OpenCall {
    /** How far the clocks of two processes of metering may be apart. */
    Duration SKEW = Duration.ofSeconds(30);

    /** When it was read. */
    Instant readAt();

    /** An intent was read, and no outcome yet; a repeat in place is the same call. */
    record Begun(Instant readAt, byte[] intent) implements OpenCall {}

    /**
     * The outcome was read. It is remembered until all intents from before are read as well: they are in another topic, and
     * one of them may come only now.
     */
    record Ended(Instant readAt) implements OpenCall {}

    /** What becomes of it. */
    enum Fate {
        KEPT,
        FORGOTTEN,
        ORPHANED
    }

    /** After an intent; null before stands for nothing known. */
    static OpenCall afterIntent(@Nullable OpenCall before, byte[] intent, Instant now) {
        return before instanceof Ended ? before : new Begun(now, intent);
    }

    /**
     * What is known of a call that is given up: it has ended, and is remembered as long as an outcome is waited for. While the
     * brokers were away its intent may have been written twice, and the second is read only now: it is the same call.
     */
    static OpenCall givenUp(Instant now, Duration after) {
        return new Ended(now.plus(after).minus(SKEW));
    }

    /**
     * What becomes of it when all that was written up to {@code readUpTo}, intents and outcomes, is read.
     *
     * @param after how long an outcome is waited for
     */
    default Fate fate(Instant readUpTo, Duration after) {
        return switch (this) {
            case Begun begun -> begun.readAt().plus(after).isAfter(readUpTo) ? Fate.KEPT : Fate.ORPHANED;
            case Ended ended -> ended.readAt().plus(SKEW).isAfter(readUpTo) ? Fate.KEPT : Fate.FORGOTTEN;
        };
    }
}
