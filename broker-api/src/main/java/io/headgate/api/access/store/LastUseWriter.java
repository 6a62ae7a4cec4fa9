package io.headgate.api.access.store;

import io.headgate.api.access.KeyId;
import io.headgate.api.access.KeyStore;
import io.headgate.api.access.LastUses;
import io.headgate.api.access.UnreachableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down every ten seconds, and at the end, when keys were last used. What cannot be written is let go. */
public final class LastUseWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LastUseWriter.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final LastUses uses;
    private final KeyStore store;
    private final Thread thread = new Thread(this::run, "api-key-uses");
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** One that is not started yet. */
    public LastUseWriter(LastUses uses, KeyStore store) {
        this.uses = uses;
        this.store = store;
    }

    /** Once only. */
    public void start() {
        thread.start();
    }

    private void run() {
        boolean stop;
        do {
            stop = isStopping();
            Map<KeyId, Instant> taken = uses.take();
            try {
                if (!taken.isEmpty()) {
                    store.stamp(taken);
                }
            } catch (UnreachableException away) {
                log.atInfo().log("when {} keys were last used was not written down", taken.size());
            }
        } while (!stop);
    }

    private boolean isStopping() {
        try {
            return stopping.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops, and waits a moment for the last of them. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
