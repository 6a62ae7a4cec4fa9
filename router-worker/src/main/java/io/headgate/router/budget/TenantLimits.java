package io.headgate.router.budget;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What limits a tenant under one revision of the catalogue.
 *
 * @param ofTenant on everything it does: its tier's, each replaced by its own on the same measure and window
 */
public record TenantLimits(
        TenantId tenant,
        List<Limit> ofTenant,
        Map<String, List<Limit>> byProject,
        Map<ModelName, List<Limit>> byModel) {

    /** Empty when the catalogue neither names the tenant nor has a default tier: such a tenant may use nothing. */
    public static Optional<TenantLimits> of(TenantId id, Catalogue catalogue) {
        Tenant tenant = catalogue.tenants().get(id);
        TierName tierName =
                tenant != null ? tenant.tier() : catalogue.defaults().tier();
        Tier tier = tierName == null ? null : catalogue.tiers().get(tierName);
        if (tier == null) {
            return Optional.empty();
        }
        return Optional.of(
                tenant == null
                        ? new TenantLimits(id, tier.limits(), Map.of(), Map.of())
                        : new TenantLimits(
                                id,
                                overridden(tier.limits(), tenant.limits()),
                                tenant.projectLimits(),
                                tenant.modelLimits()));
    }

    /** Those that count an attempt on {@code model} of a request for {@code project}; null is for none. */
    public List<ScopedLimit> on(@Nullable String project, ModelName model) {
        List<ScopedLimit> all = new ArrayList<>();
        add(all, Scope.TENANT, ofTenant);
        if (project != null && byProject.containsKey(project)) {
            add(all, new Scope.Project(project), byProject.getOrDefault(project, List.of()));
        }
        if (byModel.containsKey(model)) {
            add(all, new Scope.OnModel(model), byModel.getOrDefault(model, List.of()));
        }
        return all;
    }

    /** The limit that a counter of {@code scope} is held to; empty when there is none any more. */
    public Optional<Limit> find(Scope scope, CounterKey key) {
        return in(scope).stream()
                .filter(limit -> new ScopedLimit(scope, limit).key().equals(key))
                .findFirst();
    }

    private List<Limit> in(Scope scope) {
        return switch (scope) {
            case Scope.WholeTenant() -> ofTenant;
            case Scope.Project(String name) -> byProject.getOrDefault(name, List.of());
            case Scope.OnModel(ModelName model) -> byModel.getOrDefault(model, List.of());
        };
    }

    private static void add(List<ScopedLimit> all, Scope scope, List<Limit> limits) {
        for (Limit limit : limits) {
            all.add(new ScopedLimit(scope, limit));
        }
    }

    private static List<Limit> overridden(List<Limit> ofTier, List<Limit> own) {
        if (own.isEmpty()) {
            return ofTier;
        }
        List<Limit> effective = new ArrayList<>(own);
        for (Limit limit : ofTier) {
            if (own.stream().noneMatch(o -> o.measure() == limit.measure() && o.window() == limit.window())) {
                effective.add(limit);
            }
        }
        return effective;
    }
}
