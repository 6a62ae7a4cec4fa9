package io.headgate.schemas.catalog;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who pays.
 *
 * @param limits in place of the tier's limit on the same measure and window
 * @param modelLimits further limits on one model each
 * @param projectLimits further limits, on the requests of one project each, by the value of the tag {@code project}
 * @param aliases what it may use; empty means all
 */
public record Tenant(
        TenantId id,
        TierName tier,
        List<Limit> limits,
        Map<ModelName, List<Limit>> modelLimits,
        Map<String, List<Limit>> projectLimits,
        Set<Alias> aliases) {
    public Tenant {
        limits = List.copyOf(limits);
        modelLimits = Map.copyOf(modelLimits);
        projectLimits = Map.copyOf(projectLimits);
        aliases = Set.copyOf(aliases);
    }
}
