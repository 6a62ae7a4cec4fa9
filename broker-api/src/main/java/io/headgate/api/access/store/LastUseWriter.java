package io.headgate.api.access.store;

import io.headgate.api.access.KeyId;
import io.headgate.api.access.KeyStore;
import io.headgate.api.access.LastUses;
import io.headgate.api.access.UnreachableException;
import io.headgate.schemas.process.Repeating;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down every ten seconds, and at the end, when keys were last used. What cannot be written is let go. */
public final class LastUseWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LastUseWriter.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final LastUses uses;
    private final KeyStore store;
    private final Repeating writing = new Repeating("api-key-uses", EVERY, this::write);

    /** One that is not started yet. */
    public LastUseWriter(LastUses uses, KeyStore store) {
        this.uses = uses;
        this.store = store;
    }

    /** Once only. */
    public void start() {
        writing.start();
    }

    private void write() {
        Map<KeyId, Instant> taken = uses.take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            store.stamp(taken);
        } catch (UnreachableException away) {
            log.atInfo().log("when {} keys were last used was not written down", taken.size());
        }
    }

    /** Stops, and writes the last of them. */
    @Override
    public void close() {
        if (writing.stop()) {
            write();
        }
    }
}
