package io.headgate.deploy.acceptance.checker.evidence;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a model costs.
 *
 * @param rates by meter, for a million tokens, or for one request or second
 * @param tiers for long inputs, by ascending threshold
 */
public record Price(String id, String currency, Map<String, BigDecimal> rates, List<Tier> tiers) {
    /** Rates of requests with more input than so many tokens; a meter that is absent keeps its rate. */
    public record Tier(long above, Map<String, BigDecimal> rates) {
        public Tier {
            rates = Map.copyOf(rates);
        }
    }

    public Price {
        rates = Map.copyOf(rates);
        tiers = List.copyOf(tiers);
    }
}
