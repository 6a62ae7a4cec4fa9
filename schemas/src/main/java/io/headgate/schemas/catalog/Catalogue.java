package io.headgate.schemas.catalog;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.util.ArrayList;
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
        Metering metering,
        Map<String, Webhook> webhooks,
        Detection detection) {
    /** A catalogue that says nothing of how the books are kept, and has neither webhooks nor own entities. */
    public Catalogue(
            CatalogRevision revision,
            Defaults defaults,
            Map<ProviderName, Provider> providers,
            Map<ModelName, Model> models,
            Map<Alias, Route> routes,
            Map<TierName, Tier> tiers,
            Map<TenantId, Tenant> tenants,
            List<AlertRule> alerts) {
        this(
                revision,
                defaults,
                providers,
                models,
                routes,
                tiers,
                tenants,
                alerts,
                Metering.NONE,
                Map.of(),
                Detection.NONE);
    }

    public Catalogue {
        providers = Map.copyOf(providers);
        models = Map.copyOf(models);
        routes = Map.copyOf(routes);
        tiers = Map.copyOf(tiers);
        tenants = Map.copyOf(tenants);
        alerts = List.copyOf(alerts);
        webhooks = Map.copyOf(webhooks);
    }

    /**
     * The alert rules in force: those that are named, and for each kind that nobody should have to ask for, where no rule
     * is of it, one with all that the kind has by default.
     */
    public List<AlertRule> alertRules() {
        List<AlertRule> rules = new ArrayList<>(alerts);
        for (AlertRule.Kind kind : AlertRule.Kind.UNASKED) {
            if (alerts.stream().noneMatch(rule -> rule.kind() == kind)) {
                rules.add(AlertRule.of("default-" + kind.wireName().replace('_', '-'), kind));
            }
        }
        return List.copyOf(rules);
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

    /** Whether a tenant's requests are served; one that is not named here is not refused for that. */
    public boolean isEnabled(TenantId id) {
        Tenant tenant = tenants.get(id);
        return tenant == null || tenant.enabled();
    }

    /** How much of a shared provider a tenant is due against others: its own weight, or its tier's; 1 where it has no tier. */
    public int weightOf(TenantId id) {
        Tenant tenant = tenants.get(id);
        if (tenant != null && tenant.weight() != null) {
            return tenant.weight();
        }
        TierName name = tenant == null ? defaults.tier() : tenant.tier();
        Tier tier = name == null ? null : tiers.get(name);
        return tier == null ? 1 : tier.weight();
    }

    /** The same for one tenant, and for nobody else: no other is named. What it shares with this one it does not copy. */
    public Catalogue forOne(Tenant tenant) {
        return new Catalogue(revision, defaults, providers, models, routes, tiers, Map.of(tenant.id(), tenant), alerts);
    }
}
