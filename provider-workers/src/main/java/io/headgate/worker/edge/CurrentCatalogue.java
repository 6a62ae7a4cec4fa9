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

    /** Waits up to {@code longest} for at least {@code revision}. */
    void awaitAtLeast(CatalogRevision revision, Duration longest) throws InterruptedException {
        if (isAtLeast(revision)) {
            return;
        }
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (left > 0 && !isAtLeast(revision)) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isAtLeast(CatalogRevision revision) {
        Catalogue now = newest;
        return now != null && now.revision().compareTo(revision) >= 0;
    }
}
