package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code models.<model>.prices[]}. A price's id is {@code <model>@<date>/<digest>}: the digest is of its currency and
 * rates, so that an id on a row of the books never comes to mean another price.
 */
final class PriceSection {
    private static final Field<LocalDate> FROM =
            Field.required("from", Scalars.date(), "The first day on which it is in force; the day begins in UTC.");
    private static final Field<Currency> CURRENCY =
            Field.required("currency", Currencies.shape(), "ISO 4217, for example USD.");
    private static final Map<Meter, Field<BigDecimal>> RATES = rates();

    private PriceSection() {}

    /** A price that does not know its model yet. */
    record Draft(LocalDate from, Currency currency, Map<Meter, BigDecimal> rates, Place place) {}

    private static Map<Meter, Field<BigDecimal>> rates() {
        Map<Meter, Field<BigDecimal>> rates = new LinkedHashMap<>();
        for (Meter meter : Meter.values()) {
            String unit = meter.isTokens()
                    ? "Price of a million tokens of the meter %s."
                    : "Price of one unit of the meter %s.";
            rates.put(
                    meter,
                    Field.optional(
                            meter.wireName(),
                            Scalars.decimal(Price.MAX_DECIMALS),
                            "what this meter counts is unpriced",
                            unit.formatted(meter.wireName())));
        }
        return rates;
    }

    static ObjectShape<Draft> shape() {
        List<Field<?>> fields = new ArrayList<>(List.of(FROM, CURRENCY));
        fields.addAll(RATES.values());
        return new ObjectShape<>("What a model costs from a day on.", fields, PriceSection::check, PriceSection::draft);
    }

    private static void check(Values values) {
        if (RATES.values().stream().noneMatch(values::given)) {
            values.here()
                    .problem("seen no rates, allowed one or more of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(Meter.values())
                                            .map(Meter::wireName)
                                            .toList()));
        }
    }

    private static Draft draft(Values values) {
        Map<Meter, BigDecimal> rates = new EnumMap<>(Meter.class);
        RATES.forEach((meter, field) -> values.find(field).ifPresent(rate -> rates.put(meter, rate)));
        return new Draft(values.get(FROM), values.get(CURRENCY), rates, values.here());
    }

    static void checkDates(List<Draft> prices) {
        Map<LocalDate, Integer> lines = new HashMap<>();
        for (Draft price : prices) {
            Integer first = lines.putIfAbsent(price.from(), price.place().line());
            if (first != null) {
                price.place()
                        .problem("seen a second price from %s, the first is on line %d; allowed one for each date"
                                .formatted(price.from(), first));
            }
        }
    }

    static List<Price> build(ModelName model, List<Draft> drafts) {
        return drafts.stream()
                .sorted(Comparator.comparing(Draft::from))
                .map(draft -> new Price(
                        id(model, draft),
                        draft.from().atStartOfDay(ZoneOffset.UTC).toInstant(),
                        draft.currency(),
                        draft.rates()))
                .toList();
    }

    private static PriceId id(ModelName model, Draft draft) {
        Map<String, String> rates = new TreeMap<>();
        draft.rates()
                .forEach((meter, rate) ->
                        rates.put(meter.wireName(), rate.stripTrailingZeros().toPlainString()));
        byte[] content = (draft.currency() + " " + rates).getBytes(StandardCharsets.UTF_8);
        return new PriceId(
                "%s@%s/%s".formatted(model, draft.from(), Sha256.hex(content).substring(0, 8)));
    }
}
