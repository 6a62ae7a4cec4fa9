package io.headgate.api.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many keys that nobody here remembers are looked up for each address: each costs a read of the table, and whoever guesses
 * would have no end of them. Keys that are remembered are no matter of it, so who has a good one is served beside who floods.
 * Thread-safe.
 */
public final class Guesses {
    /** A crowd behind one address brings new keys now and then; nobody brings so many in a minute. */
    static final int MOST = 120;

    static final Duration WINDOW = Duration.ofMinutes(1);
    /** What is known of more addresses than these is forgotten, the one that began longest ago first. */
    static final int ADDRESSES = 10_000;

    private final InstantSource clock;
    /** In the order in which their windows began; by its own lock. */
    private final Map<String, Taken> taken = new LinkedHashMap<>();

    public Guesses(InstantSource clock) {
        this.clock = clock;
    }

    private record Taken(Instant until, int count) {}

    /** Takes one; false where none is left to this address until its window is over. */
    public boolean take(String from) {
        synchronized (taken) {
            Instant now = clock.instant();
            Taken before = current(from, now);
            if (before == null) {
                taken.remove(from);
                taken.put(from, new Taken(now.plus(WINDOW), 1));
                forgetOldest();
                return true;
            }
            if (before.count() >= MOST) {
                return false;
            }
            taken.put(from, new Taken(before.until(), before.count() + 1));
            return true;
        }
    }

    /** Gives one back: it was no guess. */
    public void giveBack(String from) {
        synchronized (taken) {
            taken.computeIfPresent(from, (_, before) -> new Taken(before.until(), Math.max(0, before.count() - 1)));
        }
    }

    /** How long until this address has all of them again; zero where it has. */
    public Duration untilFresh(String from) {
        synchronized (taken) {
            Instant now = clock.instant();
            Taken before = current(from, now);
            return before == null ? Duration.ZERO : Duration.between(now, before.until());
        }
    }

    private @Nullable Taken current(String from, Instant now) {
        Taken before = taken.get(from);
        return before == null || !now.isBefore(before.until()) ? null : before;
    }

    private void forgetOldest() {
        if (taken.size() > ADDRESSES) {
            taken.remove(taken.keySet().iterator().next());
        }
    }
}
