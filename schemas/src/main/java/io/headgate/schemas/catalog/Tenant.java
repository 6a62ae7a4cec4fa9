package io.headgate.schemas.catalog;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who pays.
 *
 * @param enabled whether its requests are served at all
 * @param limits in place of the tier's limit on the same measure and window
 * @param modelLimits further limits on one model each
 * @param projectLimits further limits, on the requests of one project each, by the value of the tag {@code project}
 * @param aliases what it may use; empty means all
 * @param providers that may serve it; empty means all
 * @param regions whose endpoints may serve it; empty means all. An endpoint whose region is unknown is in none
 * @param redaction in place of what route and provider say of the same entities; null keeps theirs
 * @param maxBodyBytes the largest request body accepted of it, in bytes of UTF-8; null takes the default
 * @param weight in place of its tier's, 1 to {@value Tier#MAX_WEIGHT}; null keeps that
 * @param replyTopics its own topics, full names, to which its results are relayed
 */
public record Tenant(
        TenantId id,
        boolean enabled,
        TierName tier,
        List<Limit> limits,
        Map<ModelName, List<Limit>> modelLimits,
        Map<String, List<Limit>> projectLimits,
        Set<Alias> aliases,
        Set<ProviderName> providers,
        Set<String> regions,
        @Nullable Redaction redaction,
        @Nullable Long maxBodyBytes,
        @Nullable Integer weight,
        Set<String> replyTopics) {
    /** A tenant of which nothing but limits and who may serve it is said. */
    public Tenant(
            TenantId id,
            TierName tier,
            List<Limit> limits,
            Map<ModelName, List<Limit>> modelLimits,
            Map<String, List<Limit>> projectLimits,
            Set<Alias> aliases,
            Set<ProviderName> providers,
            Set<String> regions) {
        this(
                id,
                true,
                tier,
                limits,
                modelLimits,
                projectLimits,
                aliases,
                providers,
                regions,
                null,
                null,
                null,
                Set.of());
    }

    /** A tenant that any provider may serve, anywhere. */
    public Tenant(
            TenantId id,
            TierName tier,
            List<Limit> limits,
            Map<ModelName, List<Limit>> modelLimits,
            Map<String, List<Limit>> projectLimits,
            Set<Alias> aliases) {
        this(id, tier, limits, modelLimits, projectLimits, aliases, Set.of(), Set.of());
    }

    public Tenant {
        providers = Set.copyOf(providers);
        regions = Set.copyOf(regions);
        limits = List.copyOf(limits);
        modelLimits = Map.copyOf(modelLimits);
        projectLimits = Map.copyOf(projectLimits);
        aliases = Set.copyOf(aliases);
        replyTopics = Set.copyOf(replyTopics);
        if (weight != null && (weight < 1 || weight > Tier.MAX_WEIGHT)) {
            throw new IllegalArgumentException(
                    "tenant %s: seen weight %d, allowed 1 to %d".formatted(id, weight, Tier.MAX_WEIGHT));
        }
    }
}
