package io.headgate.api.replay;

import io.headgate.schemas.money.Money;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay would do.
 *
 * @param count how many would be sent
 * @param byCode those, by the code they failed with
 * @param byProvider those, by the provider of the last attempt; {@code none} where none was made
 * @param byAlias those, by the alias they asked for
 * @param leftOut what the filter holds for and would not be sent
 * @param estimate of those that would be sent
 */
public record Plan(
        long count,
        SortedMap<String, Long> byCode,
        SortedMap<String, Long> byProvider,
        SortedMap<String, Long> byAlias,
        LeftOut leftOut,
        Estimate estimate) {
    /**
     * What would not be sent, each request counted once.
     *
     * @param answered a replay has answered it since
     * @param failedAgain a replay of it has failed, and stands in its place
     * @param gone the topic keeps it no more
     * @param broken it could never be served as it came
     * @param unroutable its alias leads nowhere now, or not to the provider that is asked for
     */
    public record LeftOut(long answered, long failedAgain, long gone, long broken, long unroutable) {}

    /**
     * What they may cost at most; not what they will.
     *
     * @param costs one amount a currency
     * @param unpriced requests that a candidate without a known price may serve; they are in none of the costs
     * @param outputTokens at most
     * @param usualOutputTokens what so many requests of these aliases have given lately; null where none has completed
     */
    public record Estimate(
            List<Money> costs,
            long unpriced,
            long inputTokens,
            long outputTokens,
            @Nullable Long usualOutputTokens) {
        public Estimate {
            costs = List.copyOf(costs);
        }
    }
}
