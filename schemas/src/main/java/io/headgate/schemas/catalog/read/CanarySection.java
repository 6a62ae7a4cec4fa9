package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Canary.Step;
import io.headgate.schemas.catalog.Canary.Stop;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.ModelName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** {@code routes.<alias>.canary}. */
final class CanarySection {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private static final Field<BigDecimal> SHARE = Field.defaulted(
            "share",
            Scalars.decimal(2),
            BigDecimal.valueOf(5),
            "5",
            "How many of the pinned model's requests go to the replacement, in percent.");
    private static final Field<LocalDate> FROM = Field.optional(
            "from",
            Scalars.date(),
            "at once",
            "The day on which it begins, in UTC; before it the replacement has no share.");

    private static final Field<Duration> AFTER = Field.required(
            "after", Scalars.duration(Duration.ofMinutes(1), Duration.ofDays(366)), "How long after the start.");
    private static final Field<BigDecimal> STEP_SHARE =
            Field.required("share", Scalars.decimal(2), "The share from then on, in percent.");
    private static final Field<List<Step>> RAMP = Field.optional(
            "ramp",
            new ListShape<>(
                    new ObjectShape<>(
                            "A later share.",
                            List.of(AFTER, STEP_SHARE),
                            values -> checkShare(values, STEP_SHARE),
                            values -> new Step(values.get(AFTER), hundredths(values.get(STEP_SHARE)))),
                    1,
                    false),
            "the share stays as it is",
            "Later shares, in the order of time.");

    private static final Field<Integer> AFTER_ATTEMPTS = Field.defaulted(
            "after_attempts",
            Scalars.smallInteger(1, 1_000),
            50,
            "50",
            "How many attempts of each of the two must have been seen before it is judged.");
    private static final Field<BigDecimal> ERROR_RATE_OVER = rule(
            "error_rate_over", "By how many percent of its attempts it may fail more often than the pinned model.");
    private static final Field<BigDecimal> CONTRACT_VIOLATIONS_OVER = rule(
            "contract_violations_over",
            "By how many percent of its attempts its answers may break the route's response_schema more often than the pinned model's.");
    private static final Field<BigDecimal> LATENCY_RATIO_OVER =
            rule("latency_ratio_over", "How many times as long as the pinned model it may take.");
    private static final Field<BigDecimal> COST_RATIO_OVER =
            rule("cost_ratio_over", "How many times as much as the pinned model it may cost.");
    private static final Field<BigDecimal> FEEDBACK_BELOW = rule(
            "feedback_below",
            "By how many percent the share of its answers that their users find good may be smaller than the pinned model's.");
    private static final Field<Integer> FEEDBACK_AT_LEAST = Field.defaulted(
            "feedback_at_least",
            Scalars.smallInteger(1, 1_000),
            20,
            "20",
            "How many answers of each of the two must have been judged by their users; of a day ago each counts half.");
    private static final List<Field<BigDecimal>> RULES =
            List.of(ERROR_RATE_OVER, CONTRACT_VIOLATIONS_OVER, LATENCY_RATIO_OVER, COST_RATIO_OVER, FEEDBACK_BELOW);
    private static final Field<Stop> STOP = Field.optional(
            "stop",
            new ObjectShape<>(
                    "When the replacement is given up.",
                    List.of(
                            AFTER_ATTEMPTS,
                            ERROR_RATE_OVER,
                            CONTRACT_VIOLATIONS_OVER,
                            LATENCY_RATIO_OVER,
                            COST_RATIO_OVER,
                            FEEDBACK_BELOW,
                            FEEDBACK_AT_LEAST),
                    CanarySection::checkStop,
                    values -> new Stop(
                            values.get(AFTER_ATTEMPTS),
                            values.find(ERROR_RATE_OVER).orElse(null),
                            values.find(CONTRACT_VIOLATIONS_OVER).orElse(null),
                            values.find(LATENCY_RATIO_OVER).orElse(null),
                            values.find(COST_RATIO_OVER).orElse(null),
                            values.find(FEEDBACK_BELOW).orElse(null),
                            values.get(FEEDBACK_AT_LEAST))),
            "it is never stopped by itself",
            "When it is given up: its share is then none, and an alert is raised.");

    private final Field<ModelName> of;
    private final Field<ModelName> to;

    CanarySection(Names names) {
        of = Field.required("of", names.model(), "The pinned model; a candidate of the route.");
        to = Field.required("to", names.model(), "Its replacement; another candidate of the route.");
    }

    Field<Canary> field() {
        return Field.optional(
                "canary",
                new ObjectShape<>(
                        "A replacement that is tried on a few requests.",
                        List.of(of, to, SHARE, FROM, RAMP, STOP),
                        this::check,
                        this::build),
                "none",
                "A replacement that is tried on a few of the requests; not where the strategy is weighted.");
    }

    private void check(Values values) {
        values.find(of)
                .filter(pinned -> values.find(to).filter(pinned::equals).isPresent())
                .ifPresent(pinned -> values.at(to).problem("seen the pinned model itself, allowed another"));
        checkShare(values, SHARE);
        List<Step> steps = values.find(RAMP).orElse(List.of());
        if (values.given(RAMP) && !values.given(FROM)) {
            values.at(RAMP).problem("allowed only beside from: time is counted from then");
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).after().compareTo(steps.get(i - 1).after()) <= 0) {
                values.at(RAMP).problem("seen step %d not later than the one before it".formatted(i + 1));
            }
        }
    }

    private Canary build(Values values) {
        ModelName pinned = values.get(of);
        return new Canary(
                pinned,
                values.get(to),
                hundredths(values.get(SHARE)),
                values.find(FROM)
                        .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                        .orElse(null),
                values.find(RAMP).orElse(List.of()),
                values.find(STOP).orElse(null));
    }

    private static void checkShare(Values values, Field<BigDecimal> share) {
        values.find(share)
                .filter(percent -> percent.compareTo(ALL) > 0)
                .ifPresent(percent -> values.at(share).problem("seen %s, allowed at most 100".formatted(percent)));
    }

    private static void checkStop(Values values) {
        if (RULES.stream().noneMatch(values::given)) {
            String allowed = RULES.stream().map(Field::name).collect(Collectors.joining(", "));
            values.here().problem("seen no rule, allowed one or more of " + allowed);
        }
    }

    private static int hundredths(BigDecimal percent) {
        return percent.movePointRight(2).intValueExact();
    }

    private static Field<BigDecimal> rule(String name, String doc) {
        return Field.optional(name, Scalars.decimal(2), "it does not count", doc);
    }
}
