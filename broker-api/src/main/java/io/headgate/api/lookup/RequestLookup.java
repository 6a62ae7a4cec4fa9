package io.headgate.api.lookup;

import io.headgate.api.watch.Watches;
import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Looks a request up in the index, and waits for it where that makes sense.
 *
 * <p>The index follows the topics some tens of milliseconds behind. A request that is not in it is waited for, for
 * {@link #GRACE}, so that who asks right after a 202 is answered; and it is called unknown only when all that was accepted
 * by then is in the index. Who waits for an end is told of it by the topic, and then reads it in the index: Postgres is hardly
 * asked meanwhile. Made for virtual threads: it blocks.
 */
public final class RequestLookup {
    static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    /** Between looks at a request that nothing is heard of: what the topic said may have been missed. */
    static final Duration UNHEARD_PAUSE = Duration.ofSeconds(2);

    private final Rows rows;
    private final Completeness completeness;
    private final InstantSource clock;
    private final Pause pause;
    private final Watches watches;

    public RequestLookup(Rows rows, Completeness completeness, InstantSource clock, Pause pause, Watches watches) {
        this.rows = rows;
        this.completeness = completeness;
        this.clock = clock;
        this.pause = pause;
        this.watches = watches;
    }

    /**
     * What is known of a request.
     *
     * @param wait how long to wait for its end; zero answers with what there is
     */
    public Found find(RequestKey key, Duration wait) throws InterruptedException {
        Bell bell = new Bell();
        if (wait.isZero()) {
            return find(key, wait, bell);
        }
        try (Watches.Watch watch = watches.open(key, bell::hear)) {
            return find(key, wait, bell);
        }
    }

    private Found find(RequestKey key, Duration wait, Bell bell) throws InterruptedException {
        Instant now = clock.instant();
        Instant unknownAt = now.plus(GRACE);
        Instant enough = now.plus(wait);
        Duration next = SHORTEST_PAUSE;
        while (true) {
            boolean ending = bell.hasRung();
            Optional<RequestRow> row = rows.find(key);
            Instant until = row.isPresent() ? enough : unknownAt;
            boolean ended = row.map(RequestRow::isTerminal).orElse(false);
            if (ended || !clock.instant().isBefore(until)) {
                return row.isPresent() ? new Found.Known(row.get()) : afterAll(key);
            }
            if (row.isPresent() && !ending) {
                pause.pause(bell, shorter(UNHEARD_PAUSE, Duration.between(clock.instant(), until)));
                next = SHORTEST_PAUSE;
            } else {
                pause.pause(bell, next);
                next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
            }
        }
    }

    private Found afterAll(RequestKey key) throws InterruptedException {
        boolean complete = completeness.reached();
        Optional<RequestRow> row = rows.find(key);
        if (row.isPresent()) {
            return new Found.Known(row.get());
        }
        return complete ? new Found.Unknown() : new Found.Undecided();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What there is to say. */
    public sealed interface Found {
        record Known(RequestRow row) implements Found {}

        record Unknown() implements Found {}

        /** It is not in the index, and the index is behind: it may exist. */
        record Undecided() implements Found {}
    }

    /** The index's rows; throws {@link IndexUnavailableException} when Postgres does not answer. */
    @FunctionalInterface
    public interface Rows {
        Optional<RequestRow> find(RequestKey key);
    }

    /** How time is let pass. */
    @FunctionalInterface
    public interface Pause {
        /**
         * Waits.
         *
         * @param bell whose ringing ends the wait, if it has not rung before
         */
        void pause(Bell bell, Duration most) throws InterruptedException;
    }
}
