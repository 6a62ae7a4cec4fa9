package io.headgate.schemas.message;

import io.headgate.schemas.id.BatchId;
import org.jspecify.annotations.Nullable;

/**
 * Which batch a request belongs to.
 *
 * @param size how many requests the batch has in all, 1 or more; null when its client does not say: then nobody can tell
 *     when it is over
 */
public record BatchMark(BatchId id, @Nullable Integer size) {
    public BatchMark {
        if (size != null && size < 1) {
            throw new IllegalArgumentException("size of batch %s: seen %d, allowed 1 or more".formatted(id, size));
        }
    }
}
