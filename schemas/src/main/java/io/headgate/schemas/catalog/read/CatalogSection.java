package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Metering;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.catalog.Webhook;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole document. */
final class CatalogSection {
    private static final Field<Map<TierName, Tier>> TIERS = Field.defaulted(
            "tiers",
            MapShape.named("<tier>", Names.newTier(), TierSection.shape(), 0),
            Map.of(),
            "none",
            "Named sets of limits.");
    private static final Field<Map<String, Webhook>> WEBHOOKS =
            Field.defaulted("webhooks", WebhookSection.map(), Map.of(), "none", "Addresses that alerts are posted to.");

    private static final Field<Metering> METERING =
            Field.ofDefaults("metering", MeteringSection.shape(), "How the books are kept.");

    private static final Field<Detection> REDACTION = DetectionSection.field();

    private final Field<Defaults> defaults;
    private final Field<Map<ProviderName, Provider>> providers;
    private final Field<Map<ModelName, Model>> models;
    private final Field<Map<Alias, RouteSection.Draft>> routes;
    private final Field<Map<TenantId, TenantDraft>> tenants;
    private final Field<Map<String, AlertRule>> alerts;
    private final CatalogRevision revision;

    CatalogSection(Index index, LocalDate today, CatalogRevision revision, ReplyTopicRule replyTopics) {
        this.revision = revision;
        Names names = new Names(index);
        defaults = Field.ofDefaults(
                "defaults",
                new DefaultsSection(names).shape(),
                "What holds where a route, a provider or a tenant says nothing of its own.");
        providers = Field.required(
                "providers",
                MapShape.named("<provider>", Names.newProvider(), new ProviderSection(names).shape(), 1),
                "Who answers prompts. A provider's name becomes part of a topic's name.");
        models = Field.required(
                "models",
                MapShape.named("<model>", Names.newModel(), new ModelSection(names, today).shape(), 1),
                "The models of the providers, each under our own name for it.");
        routes = Field.required(
                "routes",
                MapShape.named("<alias>", Names.newAlias(), new RouteSection(names).shape(), 1),
                "The aliases that requests name in place of a model.");
        tenants = Field.defaulted(
                "tenants",
                new MapShape<>(
                        "<tenant>",
                        Names.newTenant(),
                        new TenantSection(names, replyTopics).shape(),
                        (id, draft) -> draft,
                        0),
                Map.of(),
                "none is named: defaults.tier decides for all",
                "Who pays, and what each may use.");
        alerts = Field.defaulted(
                "alerts",
                new AlertSection(names).map(),
                Map.of(),
                "budgets are watched, by the defaults of their kind",
                "When somebody is told, by rule.");
    }

    ObjectShape<Catalogue> shape() {
        return new ObjectShape<>(
                "Headgate's catalogue: providers, models, routes, tiers, tenants, what redaction finds, how the books are"
                        + " kept, alert rules and webhooks.",
                List.of(defaults, providers, models, routes, TIERS, tenants, REDACTION, METERING, alerts, WEBHOOKS),
                this::check,
                this::build);
    }

    private void check(Values values) {
        values.find(providers).ifPresent(all -> {
            WholeChecks.topicNames(
                    values.at(providers),
                    all.keySet().stream().map(ProviderName::value).toList());
            WholeChecks.dispatchTopics(values.at(providers), all.keySet());
        });
        values.find(tenants).ifPresent(all -> {
            WholeChecks.topicNames(
                    values.at(tenants),
                    all.keySet().stream().map(TenantId::value).toList());
            if (!values.given(defaults) || values.find(defaults).isPresent()) {
                complete(all, values.get(defaults));
            }
        });
        values.find(routes).ifPresent(all -> WholeChecks.responseSchemas(all.values()));
        if (values.find(models).isPresent() && values.find(routes).isPresent()) {
            WholeChecks.unused(
                    values.at(models),
                    values.get(models).keySet(),
                    values.get(routes).values());
        }
    }

    private Catalogue build(Values values) {
        CandidateOrder order = new CandidateOrder(values.get(defaults), values.get(providers), values.get(models));
        Map<Alias, Route> resolved = new LinkedHashMap<>();
        values.get(routes).forEach((alias, draft) -> resolved.put(alias, order.resolve(draft)));
        return new Catalogue(
                revision,
                values.get(defaults),
                values.get(providers),
                values.get(models),
                resolved,
                values.get(TIERS),
                complete(values.get(tenants), values.get(defaults)),
                List.copyOf(values.get(alerts).values()),
                values.get(METERING),
                values.get(WEBHOOKS),
                values.get(REDACTION));
    }

    private static Map<TenantId, Tenant> complete(Map<TenantId, TenantDraft> drafts, Defaults defaults) {
        Map<TenantId, Tenant> tenants = new LinkedHashMap<>();
        drafts.forEach((id, draft) ->
                draft.complete(id, Optional.ofNullable(defaults.tier())).ifPresent(tenant -> tenants.put(id, tenant)));
        return tenants;
    }
}
