package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
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
    private static final RateFields RATES = RateFields.ofAllMeters();

    private PriceSection() {}

    /** A price that does not know its model yet. */
    record Draft(
            LocalDate from,
            Currency currency,
            Map<Meter, BigDecimal> rates,
            Map<Meter, BigDecimal> batch,
            List<ContextTier> above,
            Place place) {}

    static ObjectShape<Draft> shape() {
        List<Field<?>> fields = new ArrayList<>(List.of(FROM, CURRENCY));
        fields.addAll(RATES.fields());
        fields.add(TierRatesSection.BATCH);
        fields.add(TierRatesSection.ABOVE);
        return new ObjectShape<>("What a model costs from a day on.", fields, PriceSection::check, PriceSection::draft);
    }

    private static void check(Values values) {
        RATES.check(values);
        TierRatesSection.check(values);
    }

    private static Draft draft(Values values) {
        return new Draft(
                values.get(FROM),
                values.get(CURRENCY),
                RATES.read(values),
                values.find(TierRatesSection.BATCH).orElse(Map.of()),
                values.find(TierRatesSection.ABOVE).orElse(List.of()),
                values.here());
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
                        draft.rates(),
                        draft.batch(),
                        draft.above()))
                .toList();
    }

    private static PriceId id(ModelName model, Draft draft) {
        StringBuilder content = new StringBuilder(draft.currency() + " " + shown(draft.rates()));
        // Prices that have neither keep the ids they had before there were any.
        if (!draft.batch().isEmpty()) {
            content.append(" batch ").append(shown(draft.batch()));
        }
        draft.above().stream()
                .sorted(Comparator.comparingLong(ContextTier::inputTokens))
                .forEach(tier -> content.append(
                        " above %d %s %s".formatted(tier.inputTokens(), shown(tier.rates()), shown(tier.batch()))));
        byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
        return new PriceId(
                "%s@%s/%s".formatted(model, draft.from(), Sha256.hex(bytes).substring(0, 8)));
    }

    private static Map<String, String> shown(Map<Meter, BigDecimal> rates) {
        Map<String, String> shown = new TreeMap<>();
        rates.forEach((meter, rate) ->
                shown.put(meter.wireName(), rate.stripTrailingZeros().toPlainString()));
        return shown;
    }
}
