package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code models.<model>.prices[].batch} and {@code above[]}: what other requests cost than plain ones. */
final class TierRatesSection {
    static final Field<Map<Meter, BigDecimal>> BATCH =
            Field.optional("batch", batch(), "a batch costs what its requests do", "Rates of asynchronous batches.");
    static final Field<List<ContextTier>> ABOVE = Field.optional(
            "above",
            new ListShape<>(tier(), 1, false),
            "a long input costs what a short one does",
            "Rates of requests with a long input: all their tokens are billed at them.");

    private TierRatesSection() {}

    private static ObjectShape<Map<Meter, BigDecimal>> batch() {
        RateFields rates = RateFields.ofTokens("it costs what it does outside of batches");
        return new ObjectShape<>(
                "Rates of asynchronous batches.", new ArrayList<>(rates.fields()), rates::check, rates::read);
    }

    private static ObjectShape<ContextTier> tier() {
        Field<Long> inputTokens = Field.required(
                "input_tokens",
                Scalars.integer(1, 100_000_000),
                "Of requests with more input tokens than this, cached ones counted.");
        Field<Map<Meter, BigDecimal>> batch = Field.optional(
                "batch",
                batch(),
                "a batch costs what its requests do",
                "Rates of asynchronous batches of requests of this size.");
        RateFields rates = RateFields.ofTokens("it costs what it does below");
        List<Field<?>> fields = new ArrayList<>(List.of(inputTokens));
        fields.addAll(rates.fields());
        fields.add(batch);
        return new ObjectShape<>(
                "What requests with a long input cost.",
                fields,
                rates::check,
                values -> new ContextTier(
                        values.get(inputTokens),
                        rates.read(values),
                        values.find(batch).orElse(Map.of())));
    }

    /** Reports a threshold that comes twice. */
    static void check(Values price) {
        Set<Long> thresholds = new HashSet<>();
        for (ContextTier tier : price.find(ABOVE).orElse(List.of())) {
            if (!thresholds.add(tier.inputTokens())) {
                price.at(ABOVE)
                        .problem("seen two tiers above %d input tokens, allowed one".formatted(tier.inputTokens()));
            }
        }
    }
}
