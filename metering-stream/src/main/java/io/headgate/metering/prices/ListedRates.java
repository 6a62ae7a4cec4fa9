package io.headgate.metering.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the fields of one entry of LiteLLM's list; what it does not know it leaves out. */
final class ListedRates {
    private static final Pattern TIER = Pattern.compile("(.+)_above_([0-9]{1,5})k_tokens");
    private static final String BATCHES = "_batches";
    private static final String RANGES = "tiered_pricing";

    /** Of others a second is one of audio or video, which nobody counts here. */
    private static final Set<String> OF_MACHINE_TIME = Set.of("", "chat", "completion", "embedding");

    private final Map<Meter, BigDecimal> rates = new EnumMap<>(Meter.class);
    private final Map<Meter, BigDecimal> batch = new EnumMap<>(Meter.class);
    private final Map<Long, Map<Meter, BigDecimal>> tiers = new TreeMap<>();
    private final Map<Long, Map<Meter, BigDecimal>> tierBatches = new TreeMap<>();
    private final SortedSet<BigDecimal> seconds = new TreeSet<>();
    private final String name;

    private ListedRates(String name) {
        this.name = name;
    }

    static Listing of(String name, JsonNode entry) {
        ListedRates listed = new ListedRates(name);
        for (Map.Entry<String, JsonNode> field : entry.properties()) {
            if (!listed.take(field.getKey(), field.getValue())) {
                return new Listing.Unusable(name, ListedMeters.refusal(field.getKey(), field.getValue()));
            }
        }
        if (listed.seconds.size() > 1 && listed.isBySeconds(entry)) {
            String reason = "seen a second at %s, allowed one rate for what goes in and what comes out";
            return new Listing.Unusable(name, reason.formatted(listed.seconds));
        }
        if (listed.isBySeconds(entry)) {
            listed.putSeconds();
        }
        return listed.listing(entry.path("litellm_provider").asText(""), entry.path(RANGES));
    }

    private Listing listing(String provider, JsonNode ranges) {
        List<ContextTier> above = new ArrayList<>();
        tiers.forEach((threshold, of) ->
                above.add(new ContextTier(threshold, of, tierBatches.getOrDefault(threshold, Map.of()))));
        if (ranges.isMissingNode() || ranges.isNull()) {
            return found(provider, rates, above);
        }
        return switch (TieredPricing.of(ranges, rates)) {
            case TieredPricing.Read.Refused(String reason) -> new Listing.Unusable(name, reason);
            case TieredPricing.Read.Tiers(var first, var tiered) ->
                // The list may say the same twice, once in each form.
                above.isEmpty() || above.equals(tiered)
                        ? found(provider, first, tiered)
                        : new Listing.Unusable(
                                name, "seen tiers by name and others in tiered_pricing, allowed one of the two");
        };
    }

    private Listing found(String provider, Map<Meter, BigDecimal> plain, List<ContextTier> above) {
        boolean free = plain.values().stream().allMatch(rate -> rate.signum() == 0);
        // The list has zeros for what its authors do not know.
        return free
                ? new Listing.Unusable(name, "it has no rate above zero for plain requests")
                : new Listing.Found(new ListedPrice(name, provider, plain, batch, above));
    }

    /** Where tokens are billed, the seconds beside them are another way to say it. */
    private boolean isBySeconds(JsonNode entry) {
        return !seconds.isEmpty()
                && OF_MACHINE_TIME.contains(entry.path("mode").asText(""))
                && rates.entrySet().stream()
                        .noneMatch(rate ->
                                rate.getKey().isTokens() && rate.getValue().signum() > 0);
    }

    /** Tokens at zero are dropped: whoever does not count seconds is to find such a model unpriced, and not free. */
    private void putSeconds() {
        rates.keySet().removeIf(Meter::isTokens);
        rates.put(Meter.SECOND, seconds.first());
    }

    /** Zero is what the list has for the side that is not billed. */
    private boolean takeSeconds(JsonNode value) {
        Optional<BigDecimal> rate = ListedMeters.rate(Meter.SECOND, value);
        rate.filter(each -> each.signum() > 0).ifPresent(seconds::add);
        return rate.isPresent() || value.isNull();
    }

    /** False when it is a field we know, and its value is no rate. */
    private boolean take(String field, JsonNode value) {
        if (ListedMeters.isOfSeconds(field)) {
            return takeSeconds(value);
        }
        boolean ofBatches = field.endsWith(BATCHES);
        String plain = ofBatches ? field.substring(0, field.length() - BATCHES.length()) : field;
        Matcher tier = TIER.matcher(plain);
        boolean ofTier = tier.matches();
        Meter meter = ListedMeters.of(ofTier ? tier.group(1) : plain);
        if (meter == null || value.isNull() || ((ofTier || ofBatches) && !meter.isTokens())) {
            return true;
        }
        BigDecimal rate = ListedMeters.rate(meter, value).orElse(null);
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
        return (ofBatches ? tierBatches : tiers).computeIfAbsent(threshold, _ -> new EnumMap<>(Meter.class));
    }
}
