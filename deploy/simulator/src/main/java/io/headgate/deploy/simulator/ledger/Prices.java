package io.headgate.deploy.simulator.ledger;

import io.headgate.deploy.simulator.generation.Usage;
import java.math.BigDecimal;

/**
 * What a provider asks for a million tokens at its ordinary tier.
 *
 * @param input for prompt tokens that were not cached
 * @param cachedInput for prompt tokens from the cache
 * @param output for completion tokens, reasoning ones among them
 * @param currency ISO 4217 code
 */
public record Prices(BigDecimal input, BigDecimal cachedInput, BigDecimal output, String currency) {
    public Prices {
        if (input.signum() < 0 || cachedInput.signum() < 0 || output.signum() < 0) {
            throw new IllegalArgumentException(
                    "prices " + input + ", " + cachedInput + ", " + output + ": want 0 or more");
        }
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("currency '" + currency + "': want three capital letters, as in USD");
        }
    }

    /** Prices from decimal strings, cached input at the price of other input. */
    public static Prices of(String input, String output, String currency) {
        return new Prices(new BigDecimal(input), new BigDecimal(input), new BigDecimal(output), currency);
    }

    /** The exact price of this usage at the tier it was served at, not rounded. */
    public BigDecimal cost(Usage usage) {
        BigDecimal ordinary = times(input, usage.prompt() - usage.cached())
                .add(times(cachedInput, usage.cached()))
                .add(times(output, usage.completion()))
                .movePointLeft(6);
        return usage.tier().of(ordinary);
    }

    private static BigDecimal times(BigDecimal price, int tokens) {
        return price.multiply(BigDecimal.valueOf(tokens));
    }
}
