package io.headgate.api.batches;

import org.jspecify.annotations.Nullable;

/**
 * Who orders a batch.
 *
 * @param name for the history
 * @param project to which their key is bound, and so all that the batch sends; null where it is bound to none
 */
public record Orderer(String name, @Nullable String project) {
    /** The same, bound to a project if they are bound to none. */
    Orderer orOf(@Nullable String other) {
        return project == null ? new Orderer(name, other) : this;
    }
}
