package io.headgate.schemas.catalog.edit;

import static java.util.stream.Collectors.joining;

import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a price is written in a catalogue. */
final class PriceText {
    private PriceText() {}

    /** On one line: {@code {from: 2026-01-01, currency: USD, input: "0.40"}}. */
    static String inline(NewPrice price) {
        List<String> keys = keysButTiers(price);
        if (!price.above().isEmpty()) {
            keys.add(price.above().stream().map(PriceText::inline).collect(joining(", ", "above: [", "]")));
        }
        return braced(keys);
    }

    /** As an item of a list whose dashes are in a column; the lines have no breaks at their ends. */
    static List<String> lines(NewPrice price, int column) {
        List<String> keys = keysButTiers(price);
        if (!price.above().isEmpty()) {
            keys.add("above:");
            price.above().forEach(tier -> keys.add("  - " + inline(tier)));
        }
        List<String> lines = new ArrayList<>();
        for (String key : keys) {
            lines.add(" ".repeat(column) + (lines.isEmpty() ? "- " : "  ") + key);
        }
        return lines;
    }

    private static List<String> keysButTiers(NewPrice price) {
        List<String> keys = new ArrayList<>(List.of("from: " + price.from(), "currency: " + price.currency()));
        keys.addAll(keys(price.rates()));
        if (!price.batch().isEmpty()) {
            keys.add("batch: " + braced(keys(price.batch())));
        }
        return keys;
    }

    private static String inline(ContextTier tier) {
        List<String> keys = new ArrayList<>(List.of("input_tokens: " + tier.inputTokens()));
        keys.addAll(keys(tier.rates()));
        if (!tier.batch().isEmpty()) {
            keys.add("batch: " + braced(keys(tier.batch())));
        }
        return braced(keys);
    }

    private static List<String> keys(Map<Meter, BigDecimal> rates) {
        return rates.entrySet().stream()
                .map(rate -> "%s: \"%s\""
                        .formatted(rate.getKey().wireName(), rate.getValue().toPlainString()))
                .toList();
    }

    private static String braced(List<String> keys) {
        return "{" + String.join(", ", keys) + "}";
    }
}
