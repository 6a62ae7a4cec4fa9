package io.headgate.api.index;

import org.jspecify.annotations.Nullable;

/**
 * How the index of this process is doing.
 *
 * @param lag records that are in the partitions it reads and not in the table yet; -1 before anything was read
 * @param problem why nothing is written at present; null when all is well
 */
public record IndexStatus(long lag, @Nullable String problem) {
    static final IndexStatus STARTING = new IndexStatus(-1, "the index is starting");
}
