package io.headgate.api.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Which erasures there were. Thread-safe; its methods block, and throw {@link ErasureUnavailableException}. */
public interface ErasureLog {
    /** From here on nothing that was accepted before comes back, by whoever writes it. */
    void begin(Erasure erasure, String askedBy);

    /** All is deleted: whose it was is forgotten but for a hash. */
    void finish(Erasure erasure, Instant at, Map<String, Long> erased);

    /** Those that were begun before a moment and are not finished, oldest first. */
    List<Erasure> unfinished(Instant begunBefore);
}
