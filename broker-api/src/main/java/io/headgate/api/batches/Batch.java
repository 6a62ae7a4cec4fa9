package io.headgate.api.batches;

import io.headgate.api.batches.input.LineError;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many requests that are one piece of work.
 *
 * @param upload null for one that is published to a topic: of it only the marks of its requests are known
 * @param createdBy who made it, for the history
 * @param project the tag {@code project} of all its requests, where it was made with a key of a project
 * @param errors what is wrong with its input
 * @param flightLimit how many of its requests may be in flight at present
 * @param cancelsAsked whether what was in flight when it was stopped has been asked to end
 */
public record Batch(
        TenantId tenant,
        BatchId id,
        BatchStatus status,
        @Nullable Upload upload,
        Map<String, String> metadata,
        @Nullable String createdBy,
        @Nullable String project,
        Counts counts,
        Times times,
        Tokens tokens,
        List<LineError> errors,
        int flightLimit,
        boolean cancelsAsked) {
    public Batch {
        metadata = Map.copyOf(metadata);
        errors = List.copyOf(errors);
    }

    /** {@code uploaded} or {@code published}. */
    public String kind() {
        return upload == null ? "published" : "uploaded";
    }
}
