package io.headgate.router.route;

import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was heard of one target, from all workers. Not thread-safe. */
final class TargetTally {
    /** After it an attempt counts half: long enough to know slow models by, short enough to notice a change. */
    static final Duration HALF_LIFE = Duration.ofSeconds(60);

    /** Three signs of life that did not come: a worker tells of an idle target every ten seconds. */
    static final Duration STALE = Duration.ofSeconds(35);

    /** Some signs of life of a worker that has a queue: it gives one every second. One that is silent has died, or has none. */
    static final Duration QUEUE_STALE = Duration.ofSeconds(4);

    /** What {@link TargetHealth#EXPECTED} counts beside real attempts. */
    private static final double PRIOR = 2;

    private final Map<String, Heard> workers = new HashMap<>();
    private final DecayedSketch latency = new DecayedSketch();
    private final DecayedSketch firstByte = new DecayedSketch();
    private double completed;
    private double failed;
    private @Nullable Instant last;

    /** What a worker said last. */
    private record Heard(AttemptStats.Load load, AttemptStats.Gate gate, Instant at) {}

    /** When it was last heard of; null before. */
    @Nullable
    Instant last() {
        return last;
    }

    void add(AttemptStats stats, Instant at) {
        if (last != null && last.isBefore(at)) {
            double kept = Math.pow(0.5, (double) Duration.between(last, at).toMillis() / HALF_LIFE.toMillis());
            completed *= kept;
            failed *= kept;
            latency.decay(kept);
            firstByte.decay(kept);
        }
        last = last == null || last.isBefore(at) ? at : last;
        completed += stats.ended().getOrDefault(AttemptStatus.COMPLETED, 0L);
        for (FailureCode code : FailureCode.OF_PROVIDERS) {
            failed += stats.failures().getOrDefault(code, 0L);
        }
        latency.add(stats.latency());
        firstByte.add(stats.firstByte());
        BreakerState before = breaker();
        workers.put(stats.worker(), new Heard(stats.load(), stats.gate(), at));
        if (before != BreakerState.CLOSED && breaker() == BreakerState.CLOSED) {
            // Calls that were let through have shown that it has recovered: what was before is over.
            failed = 0;
        }
    }

    /** @param unread dispatches of the provider that nobody has read */
    TargetHealth health(long unread, Instant now) {
        workers.values().removeIf(heard -> heard.at().plus(STALE).isBefore(now));
        double attempts = completed + failed;
        return new TargetHealth(
                attempts,
                (completed + PRIOR * TargetHealth.EXPECTED) / (attempts + PRIOR),
                latency.quantile(0.5).orElse(null),
                latency.quantile(0.95).orElse(null),
                firstByte.quantile(0.5).orElse(null),
                breaker(),
                notBefore(),
                unread
                        + workers.values().stream()
                                .filter(h -> !h.at().plus(QUEUE_STALE).isBefore(now))
                                .mapToLong(h -> h.load().queued())
                                .sum(),
                workers.values().stream()
                        .mapToInt(h -> h.load().inFlightLimit())
                        .sum(),
                serviceRate(),
                room(last == null ? now : last));
    }

    /** The mildest that a worker says: while one lets calls through, calls go through. */
    private BreakerState breaker() {
        return workers.values().stream()
                .map(heard -> heard.gate().breaker())
                .min(TargetTally::milder)
                .orElse(BreakerState.CLOSED);
    }

    private static int milder(BreakerState one, BreakerState other) {
        return Integer.compare(severity(one), severity(other));
    }

    private static int severity(BreakerState state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    private @Nullable Instant notBefore() {
        Instant earliest = null;
        for (Heard heard : workers.values()) {
            Instant until = heard.gate().notBefore();
            if (until == null) {
                return null;
            }
            earliest = earliest == null || until.isBefore(earliest) ? until : earliest;
        }
        return earliest;
    }

    /** Of the workers that know theirs, and as much of the others in proportion to their slots. */
    private @Nullable Double serviceRate() {
        double rate = 0;
        double slots = 0;
        double all = 0;
        for (Heard heard : workers.values()) {
            all += heard.load().inFlightLimit();
            Double known = heard.load().serviceRate();
            if (known != null) {
                rate += known;
                slots += heard.load().inFlightLimit();
            }
        }
        return rate == 0 ? null : slots == 0 ? rate : rate * all / slots;
    }

    private @Nullable RateRoom room(Instant at) {
        Long requests = left(AttemptStats.Gate::requestsLeft);
        Long tokens = left(AttemptStats.Gate::tokensLeft);
        return requests == null && tokens == null ? null : new RateRoom(requests, tokens, at);
    }

    /** Each worker has its part of the account: together they have the sum. */
    private @Nullable Long left(Function<AttemptStats.Gate, @Nullable Long> what) {
        Long left = null;
        for (Heard heard : workers.values()) {
            Long more = what.apply(heard.gate());
            left = more == null ? left : Long.valueOf(more + (left == null ? 0 : left));
        }
        return left;
    }
}
