package io.headgate.router.budget;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import java.time.Instant;

/**
 * An attempt's place among those that are with a provider.
 *
 * @param since when it was dispatched
 * @param deadline of its request
 */
public record Place(ProviderName provider, Priority priority, Instant since, Instant deadline) {
    /** The place that a dispatch takes. */
    public static Place of(Dispatch dispatch) {
        RoutingContext context = dispatch.request().context();
        return new Place(dispatch.target().provider(), context.priority(), dispatch.dispatchedAt(), context.deadline());
    }
}
