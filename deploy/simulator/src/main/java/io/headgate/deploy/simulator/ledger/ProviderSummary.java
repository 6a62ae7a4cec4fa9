package io.headgate.deploy.simulator.ledger;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One provider's sums since the ledger was cleared.
 *
 * @param calls received
 * @param open calls that have not ended
 * @param billed calls that are billed
 * @param promptTokens billed, the cached ones among them; likewise the others
 * @param cost exact; null when the provider has no prices
 * @param statuses ended calls by HTTP status, 0 for calls that got none
 */
public record ProviderSummary(
        String provider,
        long calls,
        long open,
        long billed,
        long promptTokens,
        long cachedTokens,
        long completionTokens,
        long reasoningTokens,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        Map<Integer, Long> statuses,
        int inFlight,
        int peakInFlight) {

    /** The adding up. */
    static final class Sums {
        private final Map<Integer, Long> statuses = new TreeMap<>();
        private BigDecimal cost = BigDecimal.ZERO;
        private long calls;
        private long open;
        private long billed;
        private long prompt;
        private long cached;
        private long completion;
        private long reasoning;

        void add(LedgerEntry entry) {
            calls++;
            billed += entry.billed() ? 1 : 0;
            prompt += entry.usage().prompt();
            cached += entry.usage().cached();
            completion += entry.usage().completion();
            reasoning += entry.usage().reasoning();
            if (entry.cost() != null) {
                cost = cost.add(entry.cost());
            }
            if (entry.answeredAt() == null) {
                open++;
            } else {
                statuses.merge(entry.status(), 1L, Long::sum);
            }
        }

        ProviderSummary summary(ProviderBook book) {
            Prices prices = book.prices();
            return new ProviderSummary(
                    book.provider(),
                    calls,
                    open,
                    billed,
                    prompt,
                    cached,
                    completion,
                    reasoning,
                    prices == null ? null : cost,
                    prices == null ? null : prices.currency(),
                    statuses,
                    book.inFlight(),
                    book.peak());
        }
    }
}
