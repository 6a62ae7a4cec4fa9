package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.CatalogRevision;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The newest catalogue this process has heard of, and a way to wait for a newer one. Thread-safe. */
public final class CurrentCatalogue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable Catalogue newest;

    /** Takes over a catalogue. */
    public void set(Catalogue catalogue) {
        lock.lock();
        try {
            newest = catalogue;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The newest; null before the first. */
    public @Nullable Catalogue newest() {
        return newest;
    }

    /** The newest, after waiting up to {@code longest} for at least {@code revision}; null when none came at all. */
    @Nullable
    Catalogue atLeast(CatalogRevision revision, Duration longest) throws InterruptedException {
        Catalogue now = newest;
        if (now != null && now.revision().compareTo(revision) >= 0) {
            return now;
        }
        long left = longest.toNanos();
        lock.lock();
        try {
            while (left > 0 && (newest == null || newest.revision().compareTo(revision) < 0)) {
                left = changed.awaitNanos(left);
            }
            return newest;
        } finally {
            lock.unlock();
        }
    }
}
