package io.headgate.schemas.intake;

import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.message.BatchMark;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which batch a client says its request is part of. */
final class BatchClaim {
    static final int MAX_SIZE = 100_000_000;
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}");

    private BatchClaim() {}

    /** The mark; null when there is none, or when it is not valid: then {@code problems} has why. */
    static @Nullable BatchMark read(Claims claims, Problems problems) {
        if (claims.batch() == null) {
            if (claims.batchSize() != null) {
                problems.field("batch_size", claims.batchSize(), "a size only beside batch, the id of what it is of");
            }
            return null;
        }
        BatchId id;
        try {
            id = new BatchId(claims.batch());
        } catch (IllegalArgumentException notAnIdentifier) {
            problems.field("batch", claims.batch(), "1 to 128 visible characters");
            return null;
        }
        return new BatchMark(id, size(claims.batchSize(), problems));
    }

    private static @Nullable Integer size(@Nullable String claimed, Problems problems) {
        if (claimed == null) {
            return null;
        }
        int size = SIZE.matcher(claimed).matches() ? Integer.parseInt(claimed) : 0;
        if (size < 1 || size > MAX_SIZE) {
            problems.field("batch_size", claimed, "a whole number, 1 to " + MAX_SIZE);
            return null;
        }
        return size;
    }
}
