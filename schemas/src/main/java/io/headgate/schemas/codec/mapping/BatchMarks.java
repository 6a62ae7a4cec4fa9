package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.message.BatchMark;
import org.jspecify.annotations.Nullable;

/** Marks of batches, as two fields. */
final class BatchMarks {
    private BatchMarks() {}

    static @Nullable String id(@Nullable BatchMark mark) {
        return mark == null ? null : mark.id().value();
    }

    static @Nullable Integer size(@Nullable BatchMark mark) {
        return mark == null ? null : mark.size();
    }

    static @Nullable BatchMark domain(@Nullable String id, @Nullable Integer size) {
        return id == null ? null : new BatchMark(new BatchId(id), size);
    }
}
