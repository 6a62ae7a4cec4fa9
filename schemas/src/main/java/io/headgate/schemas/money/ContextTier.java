package io.headgate.schemas.money;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Rates for requests with a long input: all tokens of such a request are billed at them, not just those beyond the
 * threshold.
 *
 * @param inputTokens the threshold: it holds for requests with more input tokens than this, cached ones counted; 1 or more
 * @param rates one or more; a meter that is not among them keeps the rate it has below the threshold
 * @param batch what such requests cost in an asynchronous batch; empty when batches cost the same
 */
public record ContextTier(long inputTokens, Map<Meter, BigDecimal> rates, Map<Meter, BigDecimal> batch) {
    public ContextTier {
        if (inputTokens < 1) {
            throw new IllegalArgumentException(
                    "context tier: seen %d tokens, allowed 1 or more".formatted(inputTokens));
        }
        String name = "context tier above " + inputTokens;
        if (rates.isEmpty()) {
            throw new IllegalArgumentException(name + ": seen no rates, allowed one or more meters");
        }
        rates = Rates.checked(name, rates);
        batch = Rates.checked(name + ", batch", batch);
    }

    /** Batches cost the same. */
    public ContextTier(long inputTokens, Map<Meter, BigDecimal> rates) {
        this(inputTokens, rates, Map.of());
    }
}
