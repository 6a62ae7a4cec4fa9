package io.headgate.schemas.message;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of a request, for routing it and for the books.
 *
 * @param taskId the client's own unit of work (a batch, a document), free text
 * @param taskType for example {@code reasoning, classification, extraction, multimodal}
 * @param locale BCP 47, for example {@code de-CH}
 * @param deadline after which nobody wants the answer; no call starts later
 * @param maxLatency the longest an upstream call may be expected to take
 * @param budget the most this one request may cost
 * @param tags for reports: project, feature, workflow …; keys and values bounded by intake
 * @param onlyProviders those it may go to; empty for any that its route and its tenant's policy allow
 */
public record RoutingContext(
        @Nullable String taskId,
        @Nullable String taskType,
        @Nullable String locale,
        Priority priority,
        Instant deadline,
        @Nullable Duration maxLatency,
        @Nullable Money budget,
        Map<String, String> tags,
        Set<ProviderName> onlyProviders) {
    /** The tag that names the project a request is for; limits and books go by it. */
    public static final String PROJECT_TAG = "project";

    public RoutingContext {
        tags = Map.copyOf(tags);
        onlyProviders = Set.copyOf(onlyProviders);
    }

    /** Of a request that may go to any provider. */
    public RoutingContext(
            @Nullable String taskId,
            @Nullable String taskType,
            @Nullable String locale,
            Priority priority,
            Instant deadline,
            @Nullable Duration maxLatency,
            @Nullable Money budget,
            Map<String, String> tags) {
        this(taskId, taskType, locale, priority, deadline, maxLatency, budget, tags, Set.of());
    }

    /** The project the request is for; null when it names none. */
    public @Nullable String project() {
        return tags.get(PROJECT_TAG);
    }
}
