package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TierName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code tenants.<tenant>}: in the catalogue, and as the document of a tenant's own settings. */
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

    private static final Field<Boolean> ENABLED = Field.defaulted(
            "enabled", Scalars.flag(), true, "true", "Whether its requests are served; false refuses them.");

    private static final Field<Integer> WEIGHT = Field.optional(
            "weight",
            Scalars.smallInteger(1, Tier.MAX_WEIGHT),
            "the tier's",
            "Its turns for each turn of a tenant of weight 1, where several wait for the same provider.");

    private static final Field<List<String>> REGIONS = Field.optional(
            "regions",
            ListShape.ofDistinct(EndpointSection.regionName()),
            "all",
            "Whose endpoints may serve it, on every route; an endpoint without a region may not.");

    private static final Field<List<String>> REPLY_TOPICS = Field.optional(
            "reply_topics",
            ListShape.ofDistinct(topic()),
            "none",
            "Its own topics, full names, to which its results are relayed; not among Headgate's own.");

    private static final Field<Long> MAX_BODY_BYTES = Field.optional(
            "max_body_bytes",
            Scalars.integer(1024, DefaultsSection.MAX_BODY_BYTES),
            "defaults.max_body_bytes",
            "The largest request body accepted of it, in bytes of UTF-8; less or more than the default.");

    private final Field<TierName> tier;
    private final Field<Map<ModelName, List<Limit>>> modelLimits;
    private final Field<List<Alias>> aliases;
    private final Field<List<ProviderName>> providers;
    private final Field<Redaction> redaction;
    private final ReplyTopicRule replyTopics;

    TenantSection(Names names, ReplyTopicRule replyTopics) {
        this.replyTopics = replyTopics;
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
        redaction = Field.optional(
                "redaction",
                new RedactionSection(names).shape(),
                "the route's, or the provider's",
                "What must not leave in its requests, in place of what route and provider say of the same entities.");
    }

    ObjectShape<TenantDraft> shape() {
        return new ObjectShape<>(
                "Somebody who pays.",
                List.of(
                        ENABLED,
                        tier,
                        WEIGHT,
                        LIMITS,
                        modelLimits,
                        PROJECT_LIMITS,
                        aliases,
                        providers,
                        REGIONS,
                        redaction,
                        MAX_BODY_BYTES,
                        REPLY_TOPICS),
                this::check,
                this::build);
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
        values.find(REPLY_TOPICS).ifPresent(_ -> replyTopics.check(values.here(), values.at(REPLY_TOPICS)));
    }

    private TenantDraft build(Values values) {
        return new TenantDraft(
                values.get(ENABLED),
                values.find(tier),
                values.find(WEIGHT),
                values.find(LIMITS).orElse(List.of()),
                values.find(modelLimits).orElse(Map.of()),
                values.find(PROJECT_LIMITS).orElse(Map.of()),
                values.find(aliases).map(Set::copyOf),
                values.find(providers).map(Set::copyOf),
                values.find(REGIONS).map(Set::copyOf),
                values.find(redaction),
                values.find(MAX_BODY_BYTES),
                Set.copyOf(values.find(REPLY_TOPICS).orElse(List.of())),
                values.at(tier));
    }

    /** What a tag may be: a limit on what no request can say would hold for nobody. */
    private static ScalarShape<String> project() {
        return Scalars.text("1 to 256 characters, no control characters", "[^\\x00-\\x1f\\x7f]{1,256}");
    }

    private static ScalarShape<String> topic() {
        return Scalars.text(
                "a topic's name: 1 to 249 of letters, digits, dot, underscore, hyphen", "[A-Za-z0-9._-]{1,249}");
    }
}
