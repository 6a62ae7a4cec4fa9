package io.headgate.api.lookup;

import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Looks a request up in the index, and waits for it where that makes sense.
 *
 * <p>The index follows the topics some tens of milliseconds behind. A request that is not in it is waited for, for
 * {@link #GRACE}, so that who asks right after a 202 is answered; and it is called unknown only if the index says that it
 * is up to date. Made for virtual threads: it blocks.
 */
public final class RequestLookup {
    static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final Rows rows;
    private final BooleanSupplier indexIsUpToDate;
    private final InstantSource clock;
    private final Pause pause;

    public RequestLookup(Rows rows, BooleanSupplier indexIsUpToDate, InstantSource clock, Pause pause) {
        this.rows = rows;
        this.indexIsUpToDate = indexIsUpToDate;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * What is known of a request.
     *
     * @param wait how long to wait for its end; zero answers with what there is
     */
    public Found find(RequestKey key, Duration wait) throws InterruptedException {
        Instant now = clock.instant();
        Instant unknownAt = now.plus(GRACE);
        Instant enough = now.plus(wait);
        Duration next = SHORTEST_PAUSE;
        while (true) {
            boolean upToDate = indexIsUpToDate.getAsBoolean();
            Optional<RequestRow> row = rows.find(key);
            Instant until = row.isPresent() ? enough : unknownAt;
            boolean ended = row.map(RequestRow::isTerminal).orElse(false);
            if (ended || !clock.instant().isBefore(until)) {
                return row.<Found>map(Found.Known::new)
                        .orElseGet(() -> upToDate ? new Found.Unknown() : new Found.Undecided());
            }
            pause.pause(next);
            next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
        }
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
        void pause(Duration duration) throws InterruptedException;
    }
}
