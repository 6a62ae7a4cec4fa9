package io.headgate.schemas.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue in force as somebody sets it. Reads never block; listeners are called one at a time, by the thread that
 * swaps or subscribes; one that throws is logged and harms nobody else. Thread-safe.
 */
public final class CurrentCatalog implements CatalogSource {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentCatalog.class);

    private final ReentrantLock swapping = new ReentrantLock();
    private final CountDownLatch first = new CountDownLatch(1);
    private final List<Consumer<Catalogue>> listeners = new ArrayList<>();
    private volatile @Nullable Catalogue current;

    @Override
    public Catalogue current() {
        return find().orElseThrow(() -> new IllegalStateException("catalogue: none has come yet, await the first"));
    }

    /** The catalogue in force, if one has come. */
    public Optional<Catalogue> find() {
        return Optional.ofNullable(current);
    }

    @Override
    public void subscribe(Consumer<Catalogue> listener) {
        swapping.lock();
        try {
            listeners.add(listener);
            find().ifPresent(catalogue -> tell(listener, catalogue));
        } finally {
            swapping.unlock();
        }
    }

    /** Puts a catalogue in force, unless it is not newer than the one there is; whether it did. */
    public boolean swapToNewer(Catalogue next) {
        swapping.lock();
        try {
            boolean newer = find().map(now -> next.revision().compareTo(now.revision()) > 0)
                    .orElse(true);
            if (newer) {
                swap(next);
            }
            return newer;
        } finally {
            swapping.unlock();
        }
    }

    /** Puts a catalogue in force, whatever its revision. */
    public void swap(Catalogue next) {
        swapping.lock();
        try {
            current = next;
            first.countDown();
            List.copyOf(listeners).forEach(listener -> tell(listener, next));
        } finally {
            swapping.unlock();
        }
    }

    /** Waits for the first catalogue; false when none came in time. */
    public boolean awaitFirst(Duration atMost) throws InterruptedException {
        return first.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void tell(Consumer<Catalogue> listener, Catalogue catalogue) {
        try {
            listener.accept(catalogue);
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("revision", catalogue.revision())
                    .setCause(fault)
                    .log("a listener failed on a new catalogue; the catalogue is in force all the same");
        }
    }
}
