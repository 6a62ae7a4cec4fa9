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
}
