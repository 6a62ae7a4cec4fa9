package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.AlertRule.Against;
import io.headgate.schemas.catalog.AlertRule.Dimension;
import io.headgate.schemas.catalog.AlertRule.Filter;
import io.headgate.schemas.catalog.AlertRule.Kind;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code alerts.<rule>}. */
final class AlertSection {
    private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(366);

    private static final Field<Kind> KIND = Field.required(
            "kind", Scalars.choice("kind of alert", Kind.class), "What is watched: see the table of kinds.");
    private static final Field<List<BigDecimal>> THRESHOLDS = Field.optional(
            "thresholds",
            ListShape.ofDistinct(Scalars.decimal(6)),
            "those of its kind",
            "At what it is told, each greater than 0 and told by itself: \"0.8\" is 80 %; days for deprecation,"
                    + " calls for orphaned_calls.");
    private static final Field<BigDecimal> FLOOR = Field.optional(
            "floor",
            Scalars.decimal(12),
            "1",
            "For cost_deviation: how far off a cost must be at least, in its own currency, so that pennies tell nobody.");
    private static final Field<Against> AGAINST = Field.optional(
            "against",
            Scalars.choice("average", Against.class),
            "usual_day",
            "For cost_deviation: what a day is held against: the average of the seven days before as it is, or times what that"
                    + " weekday usually is of its week.");
    private static final Field<Long> AT_LEAST = Field.optional(
            "at_least",
            Scalars.integer(1, 1_000_000_000),
            "that of its kind",
            "How many attempts must have been seen before a rate or a share is judged.");
    private static final Field<List<TenantId>> TENANTS = Field.optional(
            "tenants", ListShape.ofDistinct(Names.newTenant()), "all", "Only what is one of these tenants'.");
    private static final Field<List<String>> PROJECTS = Field.optional(
            "projects",
            ListShape.ofDistinct(Scalars.text("up to 200 characters", "[^\\x00-\\x1f]{1,200}")),
            "all",
            "Only what is about one of these projects, by the tag project.");

    private final Field<List<ModelName>> models;

    AlertSection(Names names) {
        models = Field.optional(
                "models", ListShape.ofDistinct(names.model()), "all", "Only what is about one of these models.");
    }

    MapShape<String, Function<String, AlertRule>, AlertRule> map() {
        ObjectShape<Function<String, AlertRule>> shape = new ObjectShape<>(
                "When somebody is told.",
                List.of(KIND, THRESHOLDS, FLOOR, AGAINST, AT_LEAST, TENANTS, PROJECTS, models),
                this::check,
                this::build);
        return MapShape.named("<rule>", ruleName("rule"), shape, 0);
    }

    /** What a rule or a webhook may be called. */
    static ScalarShape<String> ruleName(String what) {
        return Scalars.name(
                what,
                name -> {
                    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
                        throw new IllegalArgumentException(what + ": allowed are 1 to 64 of [A-Za-z0-9._-]");
                    }
                    return name;
                },
                Optional.empty());
    }

    private void check(Values values) {
        values.find(KIND).ifPresent(kind -> {
            only(values, kind, THRESHOLDS, Kind::graded);
            only(values, kind, FLOOR, each -> each.floor().signum() > 0);
            only(values, kind, AGAINST, each -> each == Kind.COST_DEVIATION);
            only(values, kind, AT_LEAST, each -> each.atLeast() > 0);
            only(values, kind, TENANTS, each -> each.has(Dimension.TENANT));
            only(values, kind, PROJECTS, each -> each.has(Dimension.PROJECT));
            only(values, kind, models, each -> each.has(Dimension.MODEL));
            values.find(THRESHOLDS).ifPresent(given -> checkUnit(values, kind, given));
        });
        values.find(THRESHOLDS)
                .filter(given -> given.stream().anyMatch(threshold -> threshold.signum() == 0))
                .ifPresent(given -> values.at(THRESHOLDS).problem("seen 0, allowed more than 0"));
    }

    private static void only(Values values, Kind kind, Field<?> field, Predicate<Kind> allowed) {
        if (values.given(field) && !allowed.test(kind)) {
            values.at(field)
                    .problem("not for %s, allowed for %s only".formatted(kind.wireName(), Kind.namesOf(allowed)));
        }
    }

    private static void checkUnit(Values values, Kind kind, List<BigDecimal> thresholds) {
        boolean counted = kind == Kind.DEPRECATION || kind == Kind.ORPHANED_CALLS;
        thresholds.stream()
                .filter(threshold -> counted && threshold.stripTrailingZeros().scale() > 0)
                .forEach(threshold -> values.at(THRESHOLDS)
                        .problem("seen %s, allowed whole %s"
                                .formatted(threshold, kind == Kind.DEPRECATION ? "days" : "calls")));
        thresholds.stream()
                .filter(threshold -> kind == Kind.DEPRECATION && threshold.compareTo(MOST_DAYS) > 0)
                .forEach(threshold -> values.at(THRESHOLDS)
                        .problem("seen %s days, allowed at most %s".formatted(threshold, MOST_DAYS)));
    }

    private Function<String, AlertRule> build(Values values) {
        Kind kind = values.get(KIND);
        Filter filter = new Filter(
                Set.copyOf(values.find(TENANTS).orElse(List.of())),
                Set.copyOf(values.find(PROJECTS).orElse(List.of())),
                Set.copyOf(values.find(models).orElse(List.of())));
        return name -> new AlertRule(
                name,
                kind,
                values.find(THRESHOLDS).orElse(kind.thresholds()),
                values.find(FLOOR).orElse(kind.floor()),
                values.find(AGAINST).orElse(Against.USUAL_DAY),
                values.find(AT_LEAST).orElse(kind.atLeast()),
                filter);
    }
}
