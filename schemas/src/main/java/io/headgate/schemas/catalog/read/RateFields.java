package io.headgate.schemas.catalog.read;

import static java.util.stream.Collectors.joining;

import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The keys of a mapping that quote rates: one for each meter, by its name. */
final class RateFields {
    private final Map<Meter, Field<BigDecimal>> fields = new EnumMap<>(Meter.class);

    private RateFields(Predicate<Meter> meters, Function<Meter, String> whenLeftOut) {
        Arrays.stream(Meter.values())
                .filter(meters)
                .forEach(meter -> fields.put(meter, field(meter, whenLeftOut.apply(meter))));
    }

    static RateFields ofAllMeters() {
        return new RateFields(meter -> true, RateFields::costsThen);
    }

    static RateFields ofTokens(String whenLeftOut) {
        return new RateFields(Meter::isTokens, _ -> whenLeftOut);
    }

    /** What {@link Rating#rateOf} makes of a meter without a rate. */
    private static String costsThen(Meter meter) {
        return switch (meter) {
            case INPUT, OUTPUT, CACHE_WRITE_5M, CACHE_WRITE_1H -> "an attempt that used it is unpriced";
            case CACHE_READ -> "it costs what input does";
            case REASONING -> "it costs what output does";
            case REQUEST, SECOND -> "it costs nothing";
        };
    }

    private static Field<BigDecimal> field(Meter meter, String whenLeftOut) {
        String unit =
                meter.isTokens() ? "Price of a million tokens of the meter %s." : "Price of one unit of the meter %s.";
        return Field.optional(
                meter.wireName(), Scalars.decimal(Price.MAX_DECIMALS), whenLeftOut, unit.formatted(meter.wireName()));
    }

    Collection<? extends Field<?>> fields() {
        return List.copyOf(fields.values());
    }

    /** Reports a mapping without any rate. */
    void check(Values values) {
        if (fields.values().stream().noneMatch(values::given)) {
            values.here()
                    .problem(fields.keySet().stream()
                            .map(Meter::wireName)
                            .collect(joining(", ", "seen no rates, allowed one or more of ", "")));
        }
    }

    Map<Meter, BigDecimal> read(Values values) {
        Map<Meter, BigDecimal> rates = new EnumMap<>(Meter.class);
        fields.forEach((meter, field) -> values.find(field).ifPresent(rate -> rates.put(meter, rate)));
        return rates;
    }
}
