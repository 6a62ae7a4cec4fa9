package io.headgate.api.erasure;

import java.time.Instant;

/**
 * One kind of thing that is kept of tenants and persons. Thread-safe; its methods block, and throw
 * {@link ErasureUnavailableException}.
 */
public interface Holding {
    /** As replies and the table {@code erasures} name it: {@code requests}, {@code files}. */
    String kind();

    /** How many of a subject came before a moment. */
    long count(Subject subject, Instant before);

    /** Deletes some of them, in a transaction of its own: as many as {@code limit}, or all that are left. */
    int eraseSome(Subject subject, Instant before, int limit);
}
