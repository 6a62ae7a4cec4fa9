package io.headgate.deploy.acceptance.checker.evidence;

import java.math.BigDecimal;

/**
 * What lines of the books add up to.
 *
 * @param attempts how many attempts; corrections are none
 * @param amount 0 where nothing was priced
 */
public record Sum(long attempts, long inputTokens, long outputTokens, BigDecimal amount) {
    public static final Sum NOTHING = new Sum(0, 0, 0, BigDecimal.ZERO);

    /**
     * What a sum is of.
     *
     * @param month UTC: {@code 2026-11}
     * @param currency of the cost, or of the bound of what has an unknown fate; empty for what is unpriced
     */
    public record Line(String month, String tenant, String model, String currency) {
        @Override
        public String toString() {
            return "%s %s on %s in %s"
                    .formatted(tenant, month, model, currency.isEmpty() ? "nothing (unpriced)" : currency);
        }
    }

    public Sum plus(Sum other) {
        return new Sum(
                attempts + other.attempts,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                amount.add(other.amount));
    }

    /** Equal in value: 1.0 is 1. */
    public boolean is(Sum other) {
        return attempts == other.attempts
                && inputTokens == other.inputTokens
                && outputTokens == other.outputTokens
                && amount.compareTo(other.amount) == 0;
    }

    @Override
    public String toString() {
        return "%d attempts, %d + %d tokens, %s"
                .formatted(
                        attempts,
                        inputTokens,
                        outputTokens,
                        amount.stripTrailingZeros().toPlainString());
    }
}
