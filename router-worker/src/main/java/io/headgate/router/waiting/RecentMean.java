package io.headgate.router.waiting;

import java.time.Duration;
import java.time.Instant;

/** How many there were lately and what they took on average: over about five seconds, recent ones counting more. */
final class RecentMean {
    static final double MEMORY_SECONDS = 5;

    private double count;
    private double seconds;
    private Instant at;

    RecentMean(Instant since) {
        this.at = since;
    }

    void add(double tookSeconds, Instant now) {
        double kept = kept(now);
        count = count * kept + 1;
        seconds = seconds * kept + tookSeconds;
        at = now.isAfter(at) ? now : at;
    }

    /** How many count still at {@code now}. */
    double count(Instant now) {
        return count * kept(now);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Zero as long as there was none. */
    Duration mean() {
        return count == 0 ? Duration.ZERO : Duration.ofNanos((long) (seconds / count * 1e9));
    }

    private double kept(Instant now) {
        return Math.exp(-Math.max(0, Duration.between(at, now).toNanos() / 1e9) / MEMORY_SECONDS);
    }
}
