package io.headgate.router.waiting;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a provider works: how many attempts end in a second and how long their calls are, over about the last five
 * seconds, recent ones counting more; and what the way there and back takes when nothing stands in a queue.
 */
final class Pace {
    private static final double MEMORY_SECONDS = 5;
    /** The first ones come together: over less than this nothing is a rate. */
    private static final double LEAST_SECONDS = 0.25;

    private static final Duration LOOKED_AT = Duration.ofMinutes(5);
    /** A queue that never empties looks like a longer way: what is taken for the way rises no faster. */
    private static final Duration RISES_BY = Duration.ofMillis(25);

    private static final Duration LONGEST_WAY = Duration.ofSeconds(1);

    private final Instant since;
    private double ended;
    private double callSeconds;
    private Instant at;
    private Duration way = LONGEST_WAY;
    private Duration shortestLately = LONGEST_WAY;
    private Instant lookedSince;

    Pace(Instant since) {
        this.since = since;
        this.at = since;
        this.lookedSince = since;
    }

    /** An attempt has ended whose call took so long. */
    void ended(Duration call, Instant now) {
        double kept = kept(now);
        ended = ended * kept + 1;
        callSeconds = callSeconds * kept + seconds(call);
        at = now.isAfter(at) ? now : at;
    }

    /** The time an attempt spent neither in a call nor anywhere else that is known: on its way, and in the queue. */
    void beside(Duration time, Instant now) {
        Duration seen = time.isNegative() ? Duration.ZERO : time;
        if (lookedSince.plus(LOOKED_AT).isBefore(now)) {
            way = shorter(way.plus(RISES_BY), shortestLately);
            shortestLately = LONGEST_WAY;
            lookedSince = now;
        }
        shortestLately = shorter(shortestLately, seen);
        way = shorter(way, seen);
    }

    double perSecond(Instant now) {
        double observed = Math.max(LEAST_SECONDS, seconds(Duration.between(since, now)));
        return ended * kept(now) / (MEMORY_SECONDS * (1 - Math.exp(-observed / MEMORY_SECONDS)));
    }

    /** The mean length of a call; zero as long as none has ended. */
    Duration call() {
        return ended == 0 ? Duration.ZERO : Duration.ofNanos((long) (callSeconds / ended * 1e9));
    }

    /** The way there and back, without a queue. */
    Duration way() {
        return way;
    }

    private double kept(Instant now) {
        return Math.exp(-Math.max(0, seconds(Duration.between(at, now))) / MEMORY_SECONDS);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
