package io.headgate.api.replay;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds up what a replay would do, failure by failure; memory does not grow with their number. One thread at a time. */
final class Planner {
    private static final String NONE = "none";

    private final boolean again;
    private final Extent extent;
    private final CostEstimate estimate;
    private final Function<Alias, OptionalLong> usualOutput;
    private final SortedMap<String, Long> byCode = new TreeMap<>();
    private final SortedMap<String, Long> byProvider = new TreeMap<>();
    private final SortedMap<String, Long> byAlias = new TreeMap<>();
    private final Map<Currency, Money> costs = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
    private long count;
    private long answered;
    private long failedAgain;
    private long gone;
    private long broken;
    private long unroutable;
    private long unpriced;
    private long inputTokens;
    private long outputTokens;
    private @Nullable Long usualTokens = 0L;

    /**
     * @param catalogue as it holds for the tenant
     * @param usualOutput how many tokens of output a request of an alias has given lately, on average
     */
    Planner(
            ReplayOrder order,
            Catalogue catalogue,
            Extent extent,
            Function<Alias, OptionalLong> usualOutput,
            Instant now) {
        this.again = order.again();
        this.extent = extent;
        this.estimate = new CostEstimate(order, catalogue, now);
        this.usualOutput = usualOutput;
    }

    void add(FailedRow row) {
        if (!again && row.answered()) {
            answered++;
        } else if (!again && row.failedAgain()) {
            failedAgain++;
        } else if (!row.whole()) {
            broken++;
        } else if (!extent.keeps(row.place())) {
            gone++;
        } else if (estimate.candidates(row.alias()).isEmpty()) {
            unroutable++;
        } else {
            count(row);
        }
    }

    private void count(FailedRow row) {
        count++;
        byCode.merge(row.code(), 1L, Long::sum);
        byProvider.merge(row.provider() == null ? NONE : row.provider(), 1L, Long::sum);
        byAlias.merge(row.alias() == null ? NONE : row.alias().value(), 1L, Long::sum);
        inputTokens += row.size().inputTokens();
        outputTokens += estimate.output(row.alias(), row.size());
        addUsual(row.alias());
        switch (estimate.dearest(row.alias(), row.size())) {
            case Cost.Priced(Money amount) -> costs.merge(amount.currency(), amount, Money::plus);
            case Cost.Unpriced _ -> unpriced++;
        }
    }

    /** Where one alias is not known of, the sum would be too small: then there is none. */
    private void addUsual(@Nullable Alias alias) {
        OptionalLong usual = alias == null ? OptionalLong.empty() : usualOutput.apply(alias);
        usualTokens = usualTokens == null || usual.isEmpty() ? null : usualTokens + usual.getAsLong();
    }

    Plan plan() {
        return new Plan(
                count,
                byCode,
                byProvider,
                byAlias,
                new Plan.LeftOut(answered, failedAgain, gone, broken, unroutable),
                new Plan.Estimate(
                        costs.values().stream().toList(),
                        unpriced,
                        inputTokens,
                        outputTokens,
                        count == 0 ? null : usualTokens));
    }
}
