package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.AlertRule.Kind;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code alerts.<rule>}. */
final class AlertSection {
    private static final Field<Kind> KIND = Field.required(
            "kind",
            Scalars.choice("kind of alert", Kind.class),
            "What is watched: budget (spent against a limit), cost_deviation (cost against its own seven-day average),"
                    + " unpriced (a model without a price was used), deprecation (a model is near its deprecation date).");
    private static final Field<List<BigDecimal>> THRESHOLDS = Field.optional(
            "thresholds",
            ListShape.ofDistinct(Scalars.decimal(6)),
            "required for budget and cost_deviation, refused for the others",
            "Shares at which it is told, each greater than 0: \"0.8\" is 80 % of a budget, or 80 % off the average.");

    private AlertSection() {}

    static MapShape<String, Function<String, AlertRule>, AlertRule> map() {
        ObjectShape<Function<String, AlertRule>> shape = new ObjectShape<>(
                "When somebody is told.",
                List.of(KIND, THRESHOLDS),
                AlertSection::check,
                values -> name -> new AlertRule(
                        name,
                        values.get(KIND),
                        values.find(THRESHOLDS).orElse(List.of()).stream()
                                .sorted()
                                .toList()));
        return MapShape.named("<rule>", Scalars.name("rule", AlertSection::checked, Optional.empty()), shape, 0);
    }

    private static String checked(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("rule: allowed are 1 to 64 of [A-Za-z0-9._-]");
        }
        return name;
    }

    private static void check(Values values) {
        values.find(KIND).ifPresent(kind -> {
            boolean graded = kind == Kind.BUDGET || kind == Kind.COST_DEVIATION;
            if (graded && !values.given(THRESHOLDS)) {
                values.at(THRESHOLDS).problem("required for this kind of alert, and not there");
            }
            if (!graded && values.given(THRESHOLDS)) {
                values.at(THRESHOLDS).problem("allowed for budget and cost_deviation only");
            }
        });
        values.find(THRESHOLDS)
                .filter(shares -> shares.stream().anyMatch(share -> share.signum() == 0))
                .ifPresent(shares -> values.at(THRESHOLDS).problem("seen 0, allowed more than 0"));
    }
}
