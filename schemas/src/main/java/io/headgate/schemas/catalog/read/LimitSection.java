package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A list of limits: of a tier, of a tenant, of a tenant on one model or for one project. */
final class LimitSection {
    private static final Field<Measure> MEASURE = Field.required(
            "measure",
            Scalars.choice("measure", Measure.class),
            "What is limited: tokens (input and output), cost, requests, or in_flight (requests not yet ended).");
    private static final Field<Window> WINDOW = Field.optional(
            "window",
            Scalars.choice("window", Window.class),
            "now for in_flight; required for the others",
            "Over what time: minute, day, month; now for in_flight only.");
    private static final Field<BigDecimal> AMOUNT = Field.required(
            "amount", Scalars.decimal(Money.SCALE), "How much: whole for all measures but cost. 0 allows nothing.");
    private static final Field<Currency> CURRENCY = Field.optional(
            "currency", Currencies.shape(), "required for cost, refused for the others", "Of a cost, ISO 4217.");
    private static final Field<ZoneId> ZONE = Field.defaulted(
            "zone", Zones.shape(), Zones.UTC, "UTC", "Where days and months begin, for example Europe/Berlin.");
    private static final Field<Limit.OnExceeded> ON_EXCEEDED = Field.defaulted(
            "on_exceeded",
            Scalars.choice("action", Limit.OnExceeded.class),
            Limit.OnExceeded.REJECT,
            "reject",
            "What happens to a request that would exceed it: reject ends it at once, wait holds it until its deadline.");
    private static final Field<Boolean> UNPRICED_ALLOWED = Field.defaulted(
            "unpriced_allowed",
            Scalars.flag(),
            false,
            "false",
            "Under a cost limit: whether models without a price may be used at all.");

    private LimitSection() {}

    /** A limit and where it stands. */
    private record Placed(Limit limit, Place place) {}

    static ListShape<Limit> list() {
        return new ListShape<>(shape(), 1, false);
    }

    static ObjectShape<Limit> shape() {
        return new ObjectShape<>(
                "One limit on what a tenant may use.",
                List.of(MEASURE, WINDOW, AMOUNT, CURRENCY, ZONE, ON_EXCEEDED, UNPRICED_ALLOWED),
                LimitSection::check,
                LimitSection::build);
    }

    /** Refuses two limits on the same measure and window in one list: only one of them could count. */
    static void checkDistinct(Place list, List<Limit> limits) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < limits.size(); i++) {
            Limit limit = limits.get(i);
            String key = lower(limit.measure()) + " per " + lower(limit.window());
            Integer first = seen.putIfAbsent(key, i);
            if (first != null) {
                list.problem("items %d and %d both limit %s, allowed one of them".formatted(first, i, key));
            }
        }
    }

    private static void check(Values values) {
        Optional<Measure> measure = values.find(MEASURE);
        if (measure.isEmpty()) {
            return;
        }
        checkWindow(values, measure.get());
        boolean cost = measure.get() == Measure.COST;
        if (cost && !values.given(CURRENCY)) {
            values.at(CURRENCY).problem("required for a cost, and not there");
        }
        if (!cost) {
            for (Field<?> field : List.of(CURRENCY, UNPRICED_ALLOWED)) {
                if (values.given(field)) {
                    values.at(field).problem("allowed for cost only, the measure is " + lower(measure.get()));
                }
            }
            values.find(AMOUNT)
                    .filter(amount -> amount.stripTrailingZeros().scale() > 0)
                    .ifPresent(amount -> values.at(AMOUNT)
                            .problem("seen %s, allowed a whole number of %s".formatted(amount, lower(measure.get()))));
        }
    }

    private static void checkWindow(Values values, Measure measure) {
        if (!values.given(WINDOW)) {
            if (measure != Measure.IN_FLIGHT) {
                values.at(WINDOW)
                        .problem("required for %s, and not there: minute, day or month".formatted(lower(measure)));
            }
            return;
        }
        values.find(WINDOW)
                .filter(window -> (window == Window.NOW) != (measure == Measure.IN_FLIGHT))
                .ifPresent(window -> values.at(WINDOW)
                        .problem("seen '%s' for %s, allowed %s"
                                .formatted(
                                        lower(window),
                                        lower(measure),
                                        measure == Measure.IN_FLIGHT ? "now" : "minute, day, month")));
    }

    private static Limit build(Values values) {
        return new Limit(
                values.get(MEASURE),
                values.find(WINDOW).orElse(Window.NOW),
                values.get(AMOUNT),
                values.find(CURRENCY).orElse(null),
                values.get(ZONE),
                values.get(ON_EXCEEDED),
                values.get(UNPRICED_ALLOWED));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
