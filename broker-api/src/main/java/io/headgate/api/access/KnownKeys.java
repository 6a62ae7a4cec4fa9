package io.headgate.api.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were seen lately, so that not every request asks the table.
 *
 * <p>What was read counts for {@link #FRESH}: a key that is revoked anywhere is refused everywhere within five seconds. While
 * the table does not answer, a key that was good within {@link #OUTAGE} is still let in, since requests are taken in and
 * served without Postgres; the price is that nobody can revoke anything meanwhile, which nobody can without the table anyhow.
 * A key that is not remembered is undecided then, not refused: it may be good. Thread-safe.
 */
public final class KnownKeys {
    /** Less than five seconds by the time that reading may take. */
    static final Duration FRESH = Duration.ofSeconds(4);

    static final Duration OUTAGE = Duration.ofMinutes(10);
    /** After the table did not answer, it is let alone for so long: each attempt may take seconds. */
    static final Duration REST = Duration.ofSeconds(1);

    static final int MOST = 20_000;
    /** Of ids that are no key's: whoever guesses pushes out other guesses, and nobody's key. */
    static final int MOST_ABSENT = 1_000;

    private final Function<KeyId, Optional<StoredKey>> table;
    private final InstantSource clock;
    /** Keys that there are, the least lately read first; by its own lock, as those are that there are not. */
    private final Map<KeyId, Read> reads = new LinkedHashMap<>();

    private final Map<KeyId, Read> absent = new LinkedHashMap<>();

    private final Map<KeyId, CountDownLatch> reading = new ConcurrentHashMap<>();
    private volatile Instant restsUntil = Instant.MIN;

    /** @param table reads one key; throws {@link UnreachableException} when it does not answer */
    public KnownKeys(Function<KeyId, Optional<StoredKey>> table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    private record Read(Optional<StoredKey> key, Instant at) {}

    /** What is known of a key's id. */
    public sealed interface Found {
        record Known(StoredKey key) implements Found {}

        record Unknown() implements Found {}

        /** The table does not answer, and nobody remembers it. */
        record Undecided() implements Found {}
    }

    /** Whether the key is one that there was, or whether it is known without a reading that there is none. */
    public boolean remembers(KeyId id) {
        Read read = remembered(id);
        return read != null && (read.key().isPresent() || !isOlder(read, FRESH));
    }

    /** Blocks while the table is read; who asks for the same key at the same time waits for one reading. */
    public Found find(KeyId id) {
        Read read = remembered(id);
        if (read == null || isOlder(read, FRESH)) {
            readOnce(id);
            read = remembered(id);
        }
        if (read == null) {
            return new Found.Undecided();
        }
        if (read.key().isPresent() && !isOlder(read, OUTAGE)) {
            return new Found.Known(read.key().get());
        }
        return isOlder(read, FRESH) ? new Found.Undecided() : new Found.Unknown();
    }

    /** Forgets a key that was changed here: the next who shows it is judged by the table. */
    public void forget(KeyId id) {
        synchronized (reads) {
            reads.remove(id);
            absent.remove(id);
        }
    }

    private void readOnce(KeyId id) {
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch others = reading.putIfAbsent(id, mine);
        if (others != null) {
            await(others);
            return;
        }
        try {
            readNow(id);
        } finally {
            reading.remove(id, mine);
            mine.countDown();
        }
    }

    private void readNow(KeyId id) {
        Instant begun = clock.instant();
        if (begun.isBefore(restsUntil)) {
            return;
        }
        try {
            Optional<StoredKey> key = table.apply(id);
            remember(id, new Read(key, begun));
        } catch (UnreachableException away) {
            restsUntil = clock.instant().plus(REST);
        }
    }

    private void remember(KeyId id, Read read) {
        synchronized (reads) {
            reads.remove(id);
            absent.remove(id);
            if (read.key().isPresent()) {
                put(reads, MOST, id, read);
            } else {
                put(absent, MOST_ABSENT, id, read);
            }
        }
    }

    private static void put(Map<KeyId, Read> into, int most, KeyId id, Read read) {
        into.put(id, read);
        if (into.size() > most) {
            into.remove(into.keySet().iterator().next());
        }
    }

    private @Nullable Read remembered(KeyId id) {
        synchronized (reads) {
            Read read = reads.get(id);
            return read == null ? absent.get(id) : read;
        }
    }

    private boolean isOlder(Read read, Duration age) {
        return clock.instant().isAfter(read.at().plus(age));
    }

    private static void await(CountDownLatch others) {
        try {
            others.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
