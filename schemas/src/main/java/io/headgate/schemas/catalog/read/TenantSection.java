package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code tenants.<tenant>}. */
final class TenantSection {
    private static final Field<List<Limit>> LIMITS = Field.optional(
            "limits",
            LimitSection.list(),
            "the tier's limits hold",
            "In place of the tier's limit on the same measure and window; the tier's others still hold.");

    private static final Field<Map<String, List<Limit>>> PROJECT_LIMITS = Field.optional(
            "project_limits",
            new MapShape<>("<project>", project(), LimitSection.list(), (project, limits) -> limits, 1),
            "none",
            "Further limits, on the requests of one project each (the tag project); those above hold as well.");

    private static final Field<List<String>> REGIONS = Field.optional(
            "regions",
            ListShape.ofDistinct(EndpointSection.regionName()),
            "all",
            "Whose endpoints may serve it, on every route; an endpoint without a region may not.");

    private static final Field<Long> MAX_BODY_BYTES = Field.optional(
            "max_body_bytes",
            Scalars.integer(1024, DefaultsSection.MAX_BODY_BYTES),
            "defaults.max_body_bytes",
            "The largest request body accepted of it, in bytes of UTF-8; less or more than the default.");

    private final Field<TierName> tier;
    private final Field<Map<ModelName, List<Limit>>> modelLimits;
    private final Field<List<Alias>> aliases;
    private final Field<List<ProviderName>> providers;

    TenantSection(Names names) {
        tier = Field.optional("tier", names.tier(), "defaults.tier", "Whose limits hold for it.");
        modelLimits = Field.optional(
                "model_limits",
                new MapShape<>("<model>", names.model(), LimitSection.list(), (model, limits) -> limits, 1),
                "none",
                "Further limits, on one model each; those above hold as well.");
        aliases = Field.optional(
                "aliases", ListShape.ofDistinct(names.alias()), "all", "What it may use, and nothing else.");
        providers = Field.optional(
                "providers", ListShape.ofDistinct(names.provider()), "all", "Who may serve it, on every route.");
    }

    ObjectShape<Draft> shape() {
        return new ObjectShape<>(
                "Somebody who pays.",
                List.of(tier, LIMITS, modelLimits, PROJECT_LIMITS, aliases, providers, REGIONS, MAX_BODY_BYTES),
                this::check,
                this::build);
    }

    /** A tenant whose tier may still have to come from the defaults. */
    record Draft(
            Optional<TierName> tier,
            List<Limit> limits,
            Map<ModelName, List<Limit>> modelLimits,
            Map<String, List<Limit>> projectLimits,
            Set<Alias> aliases,
            Set<ProviderName> providers,
            Set<String> regions,
            Optional<Long> maxBodyBytes,
            Place tierPlace) {
        /** Empty, and reported, when the catalogue has no tier for it. */
        Optional<Tenant> complete(TenantId id, Optional<TierName> fallback) {
            Optional<TierName> effective = tier.or(() -> fallback);
            if (effective.isEmpty()) {
                return tierPlace.refuse("required, and not there: there is no defaults.tier either");
            }
            return effective.map(name -> new Tenant(
                    id,
                    name,
                    limits,
                    modelLimits,
                    projectLimits,
                    aliases,
                    providers,
                    regions,
                    maxBodyBytes.orElse(null)));
        }
    }

    private void check(Values values) {
        values.find(LIMITS).ifPresent(limits -> LimitSection.checkDistinct(values.at(LIMITS), limits));
        values.find(modelLimits)
                .orElse(Map.of())
                .forEach((model, limits) ->
                        LimitSection.checkDistinct(values.at(modelLimits).under(model.value()), limits));
        values.find(PROJECT_LIMITS)
                .orElse(Map.of())
                .forEach((project, limits) ->
                        LimitSection.checkDistinct(values.at(PROJECT_LIMITS).under(project), limits));
    }

    private Draft build(Values values) {
        return new Draft(
                values.find(tier),
                values.find(LIMITS).orElse(List.of()),
                values.find(modelLimits).orElse(Map.of()),
                values.find(PROJECT_LIMITS).orElse(Map.of()),
                Set.copyOf(values.find(aliases).orElse(List.of())),
                Set.copyOf(values.find(providers).orElse(List.of())),
                Set.copyOf(values.find(REGIONS).orElse(List.of())),
                values.find(MAX_BODY_BYTES),
                values.at(tier));
    }

    /** What a tag may be: a limit on what no request can say would hold for nobody. */
    private static ScalarShape<String> project() {
        return Scalars.text("1 to 256 characters, no control characters", "[^\\x00-\\x1f\\x7f]{1,256}");
    }
}
