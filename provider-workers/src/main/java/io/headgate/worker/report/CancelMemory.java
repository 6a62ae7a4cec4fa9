package io.headgate.worker.report;

import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cancels of the last day. Asking is for any thread and never blocks; remembering is for one.
 */
public final class CancelMemory {
    /** As long as the topic keeps them: a request that waits for longer is cancelled again by who still minds. */
    public static final Duration KEPT = Duration.ofHours(24);

    /**
     * Ids may be used again later, and then an old cancel does not count. Who accepts and who cancels go by different
     * clocks, so a cancel may seem this much older than the request it means; an id used again within this time after its
     * cancel is taken for cancelled.
     */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /** About 200 bytes each: 100 MB at the very most, beside thousands of calls in a heap of 512 MB. */
    public static final int MOST = 500_000;

    private static final int MOST_WORDS = 200;

    private final int most;
    private final Map<RequestKey, Cancel> newest = new ConcurrentHashMap<>();
    private final Queue<Heard> inOrder = new ArrayDeque<>();
    private volatile long forgotten;

    private record Heard(Cancel cancel, Instant at) {}

    /** @param most requests to remember; beyond it the oldest is forgotten */
    public CancelMemory(int most) {
        this.most = most;
    }

    /**
     * Remembers a cancel.
     *
     * @param writtenAt the record's timestamp
     */
    public void remember(Cancel cancel, Instant writtenAt, Instant now) {
        // By a clock that is ahead it would cancel what is accepted tomorrow.
        Cancel kept = new Cancel(
                cancel.key(), shortened(cancel.requestedBy()), shortened(cancel.reason()), earlier(cancel.at(), now));
        newest.merge(kept.key(), kept, (one, other) -> one.at().isAfter(other.at()) ? one : other);
        inOrder.add(new Heard(kept, earlier(writtenAt, now)));
        forget(now);
    }

    /** Forgets what is older than {@link #KEPT}, and the oldest where there are too many. */
    public void forget(Instant now) {
        Instant since = now.minus(KEPT);
        Heard oldest = inOrder.peek();
        while (oldest != null && (inOrder.size() > most || oldest.at().isBefore(since))) {
            inOrder.remove();
            boolean dropped = newest.remove(oldest.cancel().key(), oldest.cancel());
            if (dropped && !oldest.at().isBefore(since)) {
                forgotten++;
            }
            oldest = inOrder.peek();
        }
    }

    /** The cancel of a request; empty when there is none that was made since it was accepted. */
    public Optional<Cancel> of(RequestKey key, Instant acceptedAt) {
        return Optional.ofNullable(newest.get(key))
                .filter(cancel -> !cancel.at().plus(CLOCK_SKEW).isBefore(acceptedAt));
    }

    /** Requests whose cancel is remembered. */
    public int size() {
        return newest.size();
    }

    /** Cancels that were forgotten early, for want of room. */
    public long forgotten() {
        return forgotten;
    }

    private static @Nullable String shortened(@Nullable String words) {
        return words == null || words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
