package io.headgate.metering.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * LiteLLM's {@code tiered_pricing}: ranges of input tokens, each with the rates of requests of that size, in any order. As in
 * a catalogue all tokens of a request are billed at the rates of its size, so that the first range is what plain requests
 * cost, and each further one a tier above the end of the one before it.
 */
final class TieredPricing {
    private static final String FIELD = "tiered_pricing";

    /** As in a catalogue: no request is longer. */
    private static final long LONGEST = 100_000_000;

    private TieredPricing() {}

    /** What it comes to. */
    sealed interface Read {
        /** Rates of the first range, and tiers by threshold, ascending. */
        record Tiers(Map<Meter, BigDecimal> first, List<ContextTier> above) implements Read {}

        /** It cannot be said in a catalogue; {@code reason} says why. */
        record Refused(String reason) implements Read {}
    }

    private record Range(long from, long to, Map<Meter, BigDecimal> rates) {}

    /**
     * Reads the ranges.
     *
     * @param plain the rates beside them: what a range does not say is what they say
     */
    static Read of(JsonNode ranges, Map<Meter, BigDecimal> plain) {
        List<Range> read = new ArrayList<>();
        for (JsonNode each : ranges) {
            JsonNode range = each.path("range");
            boolean last = range.path(1).isNull() || range.path(1).isMissingNode();
            if (!isCount(range.path(0)) || !(last || isCount(range.path(1)))) {
                return refused("seen %s, allowed a range of input tokens such as [0, 32000]"
                        .formatted(ListedMeters.abridged(each)));
            }
            Map<Meter, BigDecimal> rates = new EnumMap<>(Meter.class);
            rates.putAll(plain);
            for (Map.Entry<String, JsonNode> field : each.properties()) {
                Meter meter = ListedMeters.of(field.getKey());
                if (meter == null || field.getValue().isNull()) {
                    continue;
                }
                BigDecimal rate = ListedMeters.rate(meter, field.getValue()).orElse(null);
                if (rate == null) {
                    return refused(ListedMeters.refusal(field.getKey(), field.getValue()));
                }
                rates.put(meter, rate);
            }
            read.add(new Range(
                    range.path(0).longValue(), last ? LONGEST : range.path(1).longValue(), rates));
        }
        read.sort(Comparator.comparingLong(Range::from));
        return read.isEmpty() ? refused("seen no range, allowed one or more") : tiers(read);
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.longValue() >= 0 && value.longValue() <= LONGEST;
    }

    private static Read tiers(List<Range> ranges) {
        Range first = ranges.getFirst();
        if (first.from() != 0) {
            return refused("seen no rates below %d input tokens, allowed ranges from 0 on".formatted(first.from()));
        }
        if (tokens(first.rates()).isEmpty()) {
            return refused("seen a range without a rate per token, allowed one or more rates in each");
        }
        List<ContextTier> above = new ArrayList<>();
        Range below = first;
        for (Range range : ranges.subList(1, ranges.size())) {
            if (range.from() != below.to() || range.from() == 0) {
                return refused("seen a range up to %d and one from %d, allowed ranges that follow each other"
                        .formatted(below.to(), range.from()));
            }
            if (!range.rates().keySet().equals(first.rates().keySet())) {
                return refused("seen rates of %s up to %d and of %s above, allowed the same meters in all ranges"
                        .formatted(names(first), first.to(), names(range)));
            }
            above.add(new ContextTier(range.from(), tokens(range.rates())));
            below = range;
        }
        return new Read.Tiers(first.rates(), above);
    }

    private static List<String> names(Range range) {
        return range.rates().keySet().stream().map(Meter::wireName).toList();
    }

    /** A request costs the same, however long it is. */
    private static Map<Meter, BigDecimal> tokens(Map<Meter, BigDecimal> rates) {
        Map<Meter, BigDecimal> tokens = new EnumMap<>(rates);
        tokens.keySet().removeIf(meter -> !meter.isTokens());
        return tokens;
    }

    private static Read refused(String reason) {
        return new Read.Refused(FIELD + ": " + reason);
    }
}
