package io.headgate.api.replay;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.TenantId;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The index of what failed. Thread-safe; blocks, and throws {@link io.headgate.api.lookup.IndexUnavailableException} when it
 * does not answer.
 */
public interface Failures {
    /** Hands each failure that the filter holds for to {@code consumer}, in the order of the topic. */
    void each(TenantId tenant, FailureFilter filter, Consumer<FailedRow> consumer);

    /** Tokens of output that the tenant's latest completed requests of an alias gave, on average; empty where none has. */
    OptionalLong usualOutput(TenantId tenant, Alias alias);
}
