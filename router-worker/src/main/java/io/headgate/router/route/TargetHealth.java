package io.headgate.router.route;

import io.headgate.schemas.message.BreakerState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one model of one endpoint fares, all workers together. Counts decay: an older attempt counts for less.
 *
 * @param attempts how many recent ones it is known by
 * @param successRate 0 to 1, drawn towards {@link #EXPECTED} while attempts are few
 * @param latency the median of completed attempts, from start to end; null when none is known
 * @param slow the same, of which 95 of 100 take no longer
 * @param firstByte the median until the first byte of the reply; null when none is known
 * @param breaker open when it is open at every worker that was heard of
 * @param notBefore no call starts earlier, at any worker; null when calls may start
 * @param queued dispatches that have not been started, those of the provider's topics that nobody has read included
 * @param slots calls that may be under way at once
 * @param serviceRate calls that can end in a second; null when too few have ended
 * @param room that rate limits leave; null when there are none
 */
public record TargetHealth(
        double attempts,
        double successRate,
        @Nullable Duration latency,
        @Nullable Duration slow,
        @Nullable Duration firstByte,
        BreakerState breaker,
        @Nullable Instant notBefore,
        long queued,
        int slots,
        @Nullable Double serviceRate,
        @Nullable RateRoom room) {
    /** The success rate of who is not known. */
    public static final double EXPECTED = 0.95;

    /** Nothing was heard. */
    public static final TargetHealth UNKNOWN =
            new TargetHealth(0, EXPECTED, null, null, null, BreakerState.CLOSED, null, 0, 0, null, null);

    /** Fewer attempts say little about time. */
    private static final double FEW = 5;

    /** Fewer attempts do not condemn. */
    private static final double ENOUGH_TO_CONDEMN = 8;

    private static final double SOUND = 0.75;

    /** What a call is taken to last where nothing is known of it: most chat completions take less. */
    private static final long UNKNOWN_CALL_NANOS = 2_000_000_000L;

    public TargetHealth {
        if (!(attempts >= 0) || !(successRate >= 0 && successRate <= 1) || queued < 0 || slots < 0) {
            throw new IllegalArgumentException(
                    "health: seen %s attempts, success %s, %d queued, %d slots, allowed 0 or more"
                            .formatted(attempts, successRate, queued, slots));
        }
    }

    /** The same, with nothing queued. */
    TargetHealth withoutQueue() {
        return queued == 0
                ? this
                : new TargetHealth(
                        attempts,
                        successRate,
                        latency,
                        slow,
                        firstByte,
                        breaker,
                        notBefore,
                        0,
                        slots,
                        serviceRate,
                        room);
    }

    /** Whether its time is known well enough to be compared. */
    boolean known() {
        return attempts >= FEW && latency != null;
    }

    /** Whether it fails too often for cost to count. */
    boolean ailing() {
        return attempts >= ENOUGH_TO_CONDEMN && successRate < SOUND;
    }

    /** Whether its breaker lets no call through at this moment. */
    boolean shut(Instant now) {
        return breaker == BreakerState.OPEN && (notBefore == null || now.isBefore(notBefore));
    }

    /** Whether its breaker waits for a call that shows whether it has recovered. */
    boolean recovering(Instant now) {
        return breaker != BreakerState.CLOSED && !shut(now);
    }

    /** Whether its failures are what it is to be judged by, and not its price or its speed. */
    boolean sick(Instant now) {
        return ailing() || recovering(now);
    }

    /**
     * How long a call that is dispatched now is expected to wait for its start: what is queued, by the rate it is served at,
     * or a pause. Not what rate limits leave: that goes by the request, see {@link RateRoom}.
     */
    public Duration expectedWait(Instant now) {
        return Duration.ofNanos(waitNanos(now));
    }

    /** How long what is queued takes, whether or not calls may start now. */
    Duration queueWait() {
        return Duration.ofNanos(queueNanos());
    }

    private long queueNanos() {
        return queued == 0 ? 0 : (long) Math.min(Long.MAX_VALUE / 4, queued * 1e9 / rate());
    }

    long waitNanos(Instant now) {
        long queue = queueNanos();
        if (notBefore == null || !now.isBefore(notBefore)) {
            return queue;
        }
        long pause = (notBefore.getEpochSecond() - now.getEpochSecond()) * 1_000_000_000L
                + notBefore.getNano()
                - now.getNano();
        return Math.max(queue, pause);
    }

    private double rate() {
        if (serviceRate != null && serviceRate > 0) {
            return serviceRate;
        }
        long call = latency == null ? UNKNOWN_CALL_NANOS : Math.max(1, latency.toNanos());
        return Math.max(1, slots) * 1e9 / call;
    }

    /** The median in nanoseconds; {@code otherwise} where it is not known. */
    double latencyNanos(double otherwise) {
        return known() && latency != null ? latency.toNanos() : otherwise;
    }
}
