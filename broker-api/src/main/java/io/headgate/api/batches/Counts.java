package io.headgate.api.batches;

import org.jspecify.annotations.Nullable;

/**
 * How far a batch is, in requests.
 *
 * @param total null while it is not known
 * @param inFlight sent, and not known to have ended
 * @param failed those that were refused or failed; not those that the batch's own end cut off
 */
public record Counts(@Nullable Integer total, int inFlight, int completed, int failed, int expired, int cancelled) {
    public static final Counts NONE = new Counts(null, 0, 0, 0, 0, 0);

    public int ended() {
        return completed + failed + expired + cancelled;
    }

    /** Those that were not sent yet; 0 while the total is not known. */
    public int waiting() {
        return total == null ? 0 : Math.max(0, total - inFlight - ended());
    }

    public boolean isOver() {
        return total != null && ended() >= total;
    }
}
