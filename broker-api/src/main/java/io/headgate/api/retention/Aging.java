package io.headgate.api.retention;

import java.time.Instant;
import java.util.OptionalInt;

/** One kind of thing that is deleted when it is old. Thread-safe. */
public interface Aging {
    /** As logs and metrics name it: {@code results}, {@code files}. */
    String kind();

    /**
     * Deletes some of what is old, in a transaction of its own. Blocks.
     *
     * @param limit how many at most, so that nobody else waits long for what this holds
     * @return how many were deleted; empty when another process is at it
     * @throws AgingException when they cannot be deleted at present
     */
    OptionalInt deleteSome(Instant now, int limit);
}
