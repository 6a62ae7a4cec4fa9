package io.headgate.router.edge;

import io.headgate.router.Samples;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import java.time.Duration;
import java.util.Map;

/** Requests for {@code fast-text}, tenant acme's unless it is said otherwise. */
final class Requests {
    private static final Duration USUAL = Duration.ofMinutes(10);

    private Requests() {}

    static InferenceRequest request(String id) {
        return Samples.request(id);
    }

    static InferenceRequest request(String id, Priority priority) {
        return request(id, priority, USUAL);
    }

    static InferenceRequest request(String id, Priority priority, Duration untilDeadline) {
        RoutingContext context =
                new RoutingContext(null, null, null, priority, Samples.NOW.plus(untilDeadline), null, null, Map.of());
        return Samples.request(id, Samples.body("fast-text"), Samples.FAST, context);
    }

    /** One whose deadline is three days away. */
    static InferenceRequest patient(String id) {
        return request(id, Priority.STANDARD, Duration.ofDays(3));
    }

    static InferenceRequest request(String id, String tenant) {
        return Samples.request(
                new TenantId(tenant), id, Samples.body("fast-text"), Samples.FAST, Samples.context(null));
    }
}
