package io.headgate.router.waiting;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a provider works: how many attempts end in a second and how long their calls are, over about the last five
 * seconds, recent ones counting more; and what the way there and back takes when nothing stands in a queue. Where the length
 * of the queue is known that is what is left of the time beside a call: brokers that are slow make the way long, and whoever
 * took that for a queue would send the less the slower they are. Where it is not, it is the shortest lately.
 */
final class Pace {
    /** The first ones come together: over less than this nothing is a rate. */
    private static final double LEAST_SECONDS = 0.25;

    private static final Duration LOOKED_AT = Duration.ofMinutes(5);
    /** A queue that never empties looks like a longer way: what is taken for the way rises no faster. */
    private static final Duration RISES_BY = Duration.ofMillis(25);

    private static final Duration LONGEST_WAY = Duration.ofSeconds(1);
    /** Of one beside which a queue is known: what came back after an outage says little about the next. */
    private static final double LONGEST_SEEN_SECONDS = 10;

    private final Instant since;
    private final RecentMean calls;
    private final RecentMean ways;
    private Duration way = LONGEST_WAY;
    private Duration shortestLately = LONGEST_WAY;
    private Instant lookedSince;

    Pace(Instant since) {
        this.since = since;
        this.calls = new RecentMean(since);
        this.ways = new RecentMean(since);
        this.lookedSince = since;
    }

    /** An attempt has ended whose call took so long. */
    void ended(Duration call, Instant now) {
        calls.add(seconds(call), now);
    }

    /** The time an attempt spent neither in a call nor in the queue, as long as that is reported to be. */
    void onTheWay(Duration time, Instant now) {
        ways.add(Math.clamp(seconds(time), 0, LONGEST_SEEN_SECONDS), now);
    }

    /** The time an attempt spent neither in a call nor anywhere else that is known: on its way, and in the queue. */
    void beside(Duration time, Instant now) {
        Duration spent = time.isNegative() ? Duration.ZERO : time;
        if (lookedSince.plus(LOOKED_AT).isBefore(now)) {
            way = shorter(way.plus(RISES_BY), shortestLately);
            shortestLately = LONGEST_WAY;
            lookedSince = now;
        }
        shortestLately = shorter(shortestLately, spent);
        way = shorter(way, spent);
    }

    double perSecond(Instant now) {
        double observed = Math.max(LEAST_SECONDS, seconds(Duration.between(since, now)));
        double memory = RecentMean.MEMORY_SECONDS;
        return calls.count(now) / (memory * (1 - Math.exp(-observed / memory)));
    }

    /** The mean length of a call; zero as long as none has ended. */
    Duration call() {
        return calls.mean();
    }

    /** The way there and back, without a queue. */
    Duration way() {
        return ways.isEmpty() ? way : ways.mean();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
