package io.headgate.router.waiting;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What workers report of the queues before them. */
@FunctionalInterface
public interface QueueOutlook {
    /** Nothing is reported: what the router itself has dispatched is all there is to go by. */
    QueueOutlook UNKNOWN = (provider, priority, now) -> Optional.empty();

    /**
     * How long a request dispatched now would stand in the provider's queue before its call begins; empty when nothing,
     * or nothing recent, is known of it. Never blocks.
     */
    Optional<Duration> expectedWait(ProviderName provider, Priority priority, Instant now);

    /**
     * How many tenants' work has come to the provider's workers lately, through whichever router; 0 when nothing is known of
     * it. Never blocks.
     */
    default int tenants(ProviderName provider, Instant now) {
        return 0;
    }

    /**
     * The time that 95 of 100 completed calls do not exceed, of the provider's quickest model and endpoint; empty when that is
     * not known. Never blocks.
     */
    default Optional<Duration> slowCall(ProviderName provider, Instant now) {
        return Optional.empty();
    }
}
