package io.headgate.schemas.message;

import io.headgate.schemas.id.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the attempts of one worker at one model of one endpoint went in a short window; a worker writes a few a second for
 * each. Counts and sketches of several may be added; what stands at a window's end may not.
 *
 * @param worker name of the process
 * @param window its length, at least a millisecond
 * @param ended attempts that ended in the window; a status that is absent has none
 * @param failures those that did not complete, and those whose answer broke its contract, by code
 * @param latency of the completed ones, from start to end
 * @param firstByte of the completed ones, from start to the first byte of the reply
 */
public record AttemptStats(
        String worker,
        Target target,
        Instant windowStart,
        Duration window,
        Map<AttemptStatus, Long> ended,
        Map<FailureCode, Long> failures,
        DurationSketch latency,
        DurationSketch firstByte,
        Generation generation,
        Load load,
        Gate gate,
        Checks checks) {
    public AttemptStats {
        Check.atLeast(1, window.toMillis(), "stats of %s: window in milliseconds", worker);
        ended.forEach((status, count) -> Check.atLeast(0, count, "stats: ended, %s", status));
        failures.forEach((code, count) -> Check.atLeast(0, count, "stats: failures, %s", code));
        ended = Map.copyOf(ended);
        failures = Map.copyOf(failures);
    }

    /**
     * What the completed ones read and wrote.
     *
     * @param inputTokens cached ones included
     * @param outputTokens reasoning included
     * @param time from first byte to end, summed over them
     */
    public record Generation(long inputTokens, long outputTokens, Duration time) {
        public static final Generation NONE = new Generation(0, 0, Duration.ZERO);

        public Generation {
            Check.atLeast(0, inputTokens, "stats: %s tokens", "input");
            Check.atLeast(0, outputTokens, "stats: %s tokens", "output");
            Check.atLeast(0, time.toMillis(), "stats: %s in milliseconds", "generating");
        }
    }

    /**
     * How busy the worker is at the window's end.
     *
     * @param inFlight calls under way
     * @param inFlightLimit calls that may be under way at once, as adapted to how the provider fares
     * @param queued dispatches to this target that the worker holds and has not started
     * @param unread dispatches to the provider, whatever the model, that stand unread in the worker's partitions; the same
     *     for all its targets, so to be counted once for each worker and provider
     * @param serviceRate calls it can end in a second at its present limits and latency; null when too few have ended
     * @param tenants whose dispatches to the provider, whatever the model, it has begun to serve within ten minutes; the same
     *     for all its targets; 0 when none, or when it does not tell
     */
    public record Load(
            int inFlight,
            int inFlightLimit,
            long queued,
            long unread,
            @Nullable Double serviceRate,
            int tenants) {
        /** Of one that does not tell how many tenants there are. */
        public Load(int inFlight, int inFlightLimit, long queued, long unread, @Nullable Double serviceRate) {
            this(inFlight, inFlightLimit, queued, unread, serviceRate, 0);
        }

        public Load {
            Check.atLeast(0, inFlight, "stats: %s", "in flight");
            Check.atLeast(0, inFlightLimit, "stats: %s", "in-flight limit");
            Check.atLeast(0, queued, "stats: %s", "queued");
            Check.atLeast(0, unread, "stats: %s", "unread");
            Check.atLeast(0, tenants, "stats: %s", "tenants");
            if (serviceRate != null && !(serviceRate >= 0 && Double.isFinite(serviceRate))) {
                throw new IllegalArgumentException(
                        "stats: service rate: seen %s, allowed 0 or more".formatted(serviceRate));
            }
        }
    }

    /**
     * What holds calls back at the window's end.
     *
     * @param notBefore no call starts earlier: the provider asked for a pause, or the breaker is open; null when calls may
     *     start
     * @param requestsLeft that the rate limit has room for; null when there is no limit
     * @param tokensLeft that the rate limit has room for; null when there is no limit
     */
    public record Gate(
            BreakerState breaker,
            @Nullable Instant notBefore,
            @Nullable Long requestsLeft,
            @Nullable Long tokensLeft) {
        public static final Gate OPEN_WIDE = new Gate(BreakerState.CLOSED, null, null, null);

        public Gate {
            if (requestsLeft != null) {
                Check.atLeast(0, requestsLeft, "stats: %s left", "requests");
            }
            if (tokensLeft != null) {
                Check.atLeast(0, tokensLeft, "stats: %s left", "tokens");
            }
        }
    }

    /** Active health checks in the window: how many passed, how many failed. */
    public record Checks(long passed, long failed) {
        public static final Checks NONE = new Checks(0, 0);

        public Checks {
            Check.atLeast(0, passed, "stats: checks %s", "passed");
            Check.atLeast(0, failed, "stats: checks %s", "failed");
        }
    }
}
