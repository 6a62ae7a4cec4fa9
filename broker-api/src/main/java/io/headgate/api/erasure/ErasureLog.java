package io.headgate.api.erasure;

import io.headgate.api.access.audit.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Which erasures there were. Thread-safe; its methods block, and throw {@link ErasureUnavailableException}. */
public interface ErasureLog {
    /**
     * From here on nothing that was accepted before comes back, by whoever writes it. The audit log has that it was asked for,
     * and by whom; of a person it has not whose it was.
     */
    void begin(Erasure erasure, Actor askedBy);

    /** All is deleted: whose it was is forgotten but for a hash. */
    void finish(Erasure erasure, Instant at, Map<String, Long> erased);

    /** Those that were begun before a moment and are not finished, oldest first. */
    List<Erasure> unfinished(Instant begunBefore);
}
