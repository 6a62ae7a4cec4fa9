package io.headgate.api.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When keys were last used, held until somebody writes it down: a write for each request would cost more than it. Thread-safe. */
public final class LastUses {
    private Map<KeyId, Instant> since = new HashMap<>();

    public synchronized void used(KeyId key, Instant at) {
        since.put(key, at);
    }

    /** All since the last time somebody took them. */
    public synchronized Map<KeyId, Instant> take() {
        Map<KeyId, Instant> taken = since;
        since = new HashMap<>();
        return taken;
    }
}
