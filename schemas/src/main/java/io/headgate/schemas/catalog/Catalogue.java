package io.headgate.schemas.catalog;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything Headgate is told about providers, models, routes and tenants, under one revision. Valid as a whole: every
 * name that is referred to exists. Immutable; a process swaps from one to the next atomically.
 */
public record Catalogue(
        CatalogRevision revision,
        Defaults defaults,
        Map<ProviderName, Provider> providers,
        Map<ModelName, Model> models,
        Map<Alias, Route> routes,
        Map<TierName, Tier> tiers,
        Map<TenantId, Tenant> tenants,
        List<AlertRule> alerts,
        Metering metering) {
    /** A catalogue that says nothing of how the books are kept. */
    public Catalogue(
            CatalogRevision revision,
            Defaults defaults,
            Map<ProviderName, Provider> providers,
            Map<ModelName, Model> models,
            Map<Alias, Route> routes,
            Map<TierName, Tier> tiers,
            Map<TenantId, Tenant> tenants,
            List<AlertRule> alerts) {
        this(revision, defaults, providers, models, routes, tiers, tenants, alerts, Metering.NONE);
    }

    public Catalogue {
        providers = Map.copyOf(providers);
        models = Map.copyOf(models);
        routes = Map.copyOf(routes);
        tiers = Map.copyOf(tiers);
        tenants = Map.copyOf(tenants);
        alerts = List.copyOf(alerts);
    }

    /** Whether the tenant's policy names the alias; an empty policy, and a tenant that is not named here, may use all. */
    public boolean mayUse(TenantId id, Alias alias) {
        Tenant tenant = tenants.get(id);
        return tenant == null || tenant.aliases().isEmpty() || tenant.aliases().contains(alias);
    }

    /** The largest request body accepted of a tenant, in bytes of UTF-8. */
    public long maxBodyBytes(TenantId id) {
        Tenant tenant = tenants.get(id);
        return tenant == null || tenant.maxBodyBytes() == null ? defaults.maxBodyBytes() : tenant.maxBodyBytes();
    }

    /** The largest request body accepted of anybody. Looks at every tenant. */
    public long largestBodyBytes() {
        return tenants.values().stream()
                .map(Tenant::maxBodyBytes)
                .filter(Objects::nonNull)
                .reduce(defaults.maxBodyBytes(), Math::max);
    }

    /** How much of a shared provider a tenant is due against others: its tier's weight; 1 where it has no tier. */
    public int weightOf(TenantId id) {
        Tenant tenant = tenants.get(id);
        TierName name = tenant == null ? defaults.tier() : tenant.tier();
        Tier tier = name == null ? null : tiers.get(name);
        return tier == null ? 1 : tier.weight();
    }
}
