package io.headgate.schemas.message;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a tenant, in place of what the catalogue says of it. Each replaces the one before it, whole; what is null
 * keeps the catalogue's.
 *
 * @param enabled whether its requests are served at all
 * @param limits in place of the catalogue's on the same measure and window; its others still hold
 * @param modelLimits in place of the catalogue's on the same model, measure and window
 * @param projectLimits in place of the catalogue's on the same project, measure and window
 * @param policy who may serve it, and with what
 * @param replyTopics its own topics, full names, to which its results are relayed; empty keeps the catalogue's
 * @param weight its turns for each turn of a tenant of weight 1, where tenants wait for one another: 1 to
 *     {@value #MAX_WEIGHT}; null keeps the catalogue's
 * @param updatedBy a person or a machine, for the history
 */
public record TenantSettings(
        TenantId tenant,
        boolean enabled,
        @Nullable TierName tier,
        List<Limit> limits,
        Map<ModelName, List<Limit>> modelLimits,
        Map<String, List<Limit>> projectLimits,
        Policy policy,
        Set<String> replyTopics,
        @Nullable Integer weight,
        String updatedBy,
        Instant updatedAt) {
    public static final int MAX_WEIGHT = 1000;

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    public TenantSettings {
        limits = List.copyOf(limits);
        modelLimits = copy(modelLimits);
        projectLimits = copy(projectLimits);
        replyTopics = Set.copyOf(replyTopics);
        if (weight != null && (weight < 1 || weight > MAX_WEIGHT)) {
            throw new IllegalArgumentException(
                    "settings of %s: seen weight %d, allowed 1 to %d".formatted(tenant, weight, MAX_WEIGHT));
        }
        for (String topic : replyTopics) {
            if (!TOPIC.matcher(topic).matches()) {
                throw new IllegalArgumentException(
                        "settings of %s: seen reply topic '%s', allowed 1 to 249 of [A-Za-z0-9._-]"
                                .formatted(tenant, topic));
            }
        }
    }

    private static <K> Map<K, List<Limit>> copy(Map<K, List<Limit>> limits) {
        return limits.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /**
     * Who may serve a tenant, and with what. An empty set means all; null keeps the catalogue's.
     *
     * @param aliases it may use
     * @param providers that may serve it
     * @param regions whose endpoints may serve it
     * @param redaction in place of the providers' own
     * @param maxBodyBytes the largest request body accepted, in bytes of UTF-8
     */
    public record Policy(
            @Nullable Set<Alias> aliases,
            @Nullable Set<ProviderName> providers,
            @Nullable Set<String> regions,
            @Nullable Redaction redaction,
            @Nullable Long maxBodyBytes) {
        /** All as the catalogue says. */
        public static final Policy OF_CATALOGUE = new Policy(null, null, null, null, null);

        public Policy {
            aliases = aliases == null ? null : Set.copyOf(aliases);
            providers = providers == null ? null : Set.copyOf(providers);
            regions = regions == null ? null : Set.copyOf(regions);
            if (maxBodyBytes != null) {
                Check.atLeast(1, maxBodyBytes, "settings: %s", "largest body in bytes");
            }
        }
    }
}
