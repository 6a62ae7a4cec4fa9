package io.headgate.metering.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.metering.input.ExactJson;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the fields of one entry of LiteLLM's list; what it does not know it leaves out. */
final class ListedRates {
    private static final Map<String, Meter> METERS = meters();
    private static final Pattern TIER = Pattern.compile("(.+)_above_([0-9]{1,5})k_tokens");
    private static final String BATCHES = "_batches";

    private final Map<Meter, BigDecimal> rates = new EnumMap<>(Meter.class);
    private final Map<Meter, BigDecimal> batch = new EnumMap<>(Meter.class);
    private final Map<Long, Map<Meter, BigDecimal>> tiers = new TreeMap<>();
    private final Map<Long, Map<Meter, BigDecimal>> tierBatches = new TreeMap<>();
    private final String name;

    private ListedRates(String name) {
        this.name = name;
    }

    private static Map<String, Meter> meters() {
        Map<String, Meter> meters = new LinkedHashMap<>();
        meters.put("input_cost_per_token", Meter.INPUT);
        meters.put("output_cost_per_token", Meter.OUTPUT);
        meters.put("output_cost_per_reasoning_token", Meter.REASONING);
        meters.put("cache_read_input_token_cost", Meter.CACHE_READ);
        meters.put("cache_creation_input_token_cost", Meter.CACHE_WRITE_5M);
        meters.put("cache_creation_input_token_cost_above_1hr", Meter.CACHE_WRITE_1H);
        meters.put("input_cost_per_request", Meter.REQUEST);
        return meters;
    }

    static Listing of(String name, JsonNode entry) {
        ListedRates listed = new ListedRates(name);
        for (Map.Entry<String, JsonNode> field : entry.properties()) {
            if (!listed.take(field.getKey(), field.getValue())) {
                return new Listing.Unusable(
                        name,
                        "%s: seen %s, allowed a decimal, not negative, with at most %d decimals for a million tokens"
                                .formatted(field.getKey(), abridged(field.getValue()), Price.MAX_DECIMALS));
            }
        }
        return listed.listing(entry.path("litellm_provider").asText(""));
    }

    private Listing listing(String provider) {
        boolean free = rates.values().stream().allMatch(rate -> rate.signum() == 0);
        if (free) {
            // The list has zeros for what its authors do not know.
            return new Listing.Unusable(name, "it has no rate above zero for plain requests");
        }
        List<ContextTier> above = new ArrayList<>();
        tiers.forEach((threshold, of) ->
                above.add(new ContextTier(threshold, of, tierBatches.getOrDefault(threshold, Map.of()))));
        return new Listing.Found(new ListedPrice(name, provider, rates, batch, above));
    }

    /** False when it is a field we know, and its value is no rate. */
    private boolean take(String field, JsonNode value) {
        boolean ofBatches = field.endsWith(BATCHES);
        String plain = ofBatches ? field.substring(0, field.length() - BATCHES.length()) : field;
        Matcher tier = TIER.matcher(plain);
        boolean ofTier = tier.matches();
        Meter meter = METERS.get(ofTier ? tier.group(1) : plain);
        if (meter == null || value.isNull() || ((ofTier || ofBatches) && !meter.isTokens())) {
            return true;
        }
        BigDecimal rate = ExactJson.decimal(value)
                .map(each -> meter.isTokens() ? each.movePointRight(6) : each)
                .map(BigDecimal::stripTrailingZeros)
                .filter(each -> each.signum() >= 0 && each.scale() <= Price.MAX_DECIMALS)
                .orElse(null);
        if (rate == null) {
            return false;
        }
        long threshold = ofTier ? 1_000L * Long.parseLong(tier.group(2)) : 0;
        into(ofTier, ofBatches, threshold).put(meter, rate);
        return true;
    }

    private Map<Meter, BigDecimal> into(boolean ofTier, boolean ofBatches, long threshold) {
        if (!ofTier || threshold == 0) {
            return ofBatches ? batch : rates;
        }
        return (ofBatches ? tierBatches : tiers).computeIfAbsent(threshold, each -> new EnumMap<>(Meter.class));
    }

    private static String abridged(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
