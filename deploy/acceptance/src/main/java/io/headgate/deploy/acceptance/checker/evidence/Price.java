package io.headgate.deploy.acceptance.checker.evidence;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a model costs.
 *
 * @param rates by meter, for a million tokens, or for one request or second
 * @param batch the same of what is served at batch rates; a meter that is absent keeps its rate
 * @param tiers for long inputs, by ascending threshold
 */
public record Price(
        String id, String currency, Map<String, BigDecimal> rates, Map<String, BigDecimal> batch, List<Tier> tiers) {
    /**
     * Rates of requests with more input than so many tokens; a meter that is absent keeps its rate.
     *
     * @param batch the same at batch rates; it has none but these
     */
    public record Tier(long above, Map<String, BigDecimal> rates, Map<String, BigDecimal> batch) {
        public Tier {
            rates = Map.copyOf(rates);
            batch = Map.copyOf(batch);
        }

        /** Batches cost the same. */
        public Tier(long above, Map<String, BigDecimal> rates) {
            this(above, rates, Map.of());
        }
    }

    /** Batches cost the same. */
    public Price(String id, String currency, Map<String, BigDecimal> rates, List<Tier> tiers) {
        this(id, currency, rates, Map.of(), tiers);
    }

    public Price {
        rates = Map.copyOf(rates);
        batch = Map.copyOf(batch);
        tiers = List.copyOf(tiers);
    }
}
