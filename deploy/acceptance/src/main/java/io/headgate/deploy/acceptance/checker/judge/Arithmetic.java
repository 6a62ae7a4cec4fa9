package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.Price;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an attempt costs at the price that was stamped on it. Exact. */
final class Arithmetic {
    private static final Set<String> FREE_UNLESS_QUOTED = Set.of("request", "second");

    private Arithmetic() {}

    /** Null when it is unpriced: no price, no rate for a meter or a tier that was used, or a fate that nobody knows. */
    static @Nullable BigDecimal cost(Metered metered, @Nullable Price price) {
        Usage usage = metered.usage();
        if (price == null || (usage == null && metered.status() == Metered.Status.UNKNOWN)) {
            return null;
        }
        if (usage == null) {
            return BigDecimal.ZERO;
        }
        boolean used = usage.quantities().values().stream().anyMatch(quantity -> quantity > 0);
        return used && !isQuoted(usage.tier()) ? null : cost(usage, rates(price, usage));
    }

    /** A provider may serve at tiers that no list has a price of. */
    private static boolean isQuoted(@Nullable String tier) {
        return tier == null || tier.equals(Usage.BATCH);
    }

    private static @Nullable BigDecimal cost(Usage usage, Map<String, BigDecimal> rates) {
        BigDecimal total = BigDecimal.ZERO;
        for (Map.Entry<String, Long> used : usage.quantities().entrySet()) {
            if (used.getValue() == 0) {
                continue;
            }
            BigDecimal rate = rate(used.getKey(), rates);
            if (rate == null) {
                return null;
            }
            BigDecimal part = rate.multiply(BigDecimal.valueOf(used.getValue()));
            // Tokens are priced by the million; requests and seconds one by one.
            total = total.add(FREE_UNLESS_QUOTED.contains(used.getKey()) ? part : part.scaleByPowerOfTen(-6));
        }
        return total;
    }

    /**
     * All tokens of a long request are billed at the rates of the highest tier that its input exceeds, and what is served at
     * batch rates at those of its size.
     */
    private static Map<String, BigDecimal> rates(Price price, Usage usage) {
        long inputTokens = usage.inputTokens();
        Map<String, BigDecimal> rates = new HashMap<>(price.rates());
        Price.Tier reached = null;
        for (Price.Tier tier : price.tiers()) {
            if (inputTokens > tier.above() && (reached == null || tier.above() > reached.above())) {
                reached = tier;
            }
        }
        if (reached != null) {
            rates.putAll(reached.rates());
        }
        if (Usage.BATCH.equals(usage.tier())) {
            rates.putAll(reached == null ? price.batch() : reached.batch());
        }
        return rates;
    }

    /** Input read from a cache without a rate of its own costs what input does, and reasoning what output does. */
    private static @Nullable BigDecimal rate(String meter, Map<String, BigDecimal> rates) {
        BigDecimal own = rates.get(meter);
        if (own != null) {
            return own;
        }
        return switch (meter) {
            case "cache_read" -> rates.get("input");
            case "reasoning" -> rates.get("output");
            case "request", "second" -> BigDecimal.ZERO;
            default -> null;
        };
    }
}
