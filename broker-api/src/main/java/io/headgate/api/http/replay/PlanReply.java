package io.headgate.api.http.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.replay.Plan;
import io.headgate.schemas.money.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replay would do.
 *
 * @param object always {@code replay.plan}
 * @param count how many would be sent; the maps divide these
 */
record PlanReply(
        String object,
        long count,
        @JsonProperty("by_code") Map<String, Long> byCode,
        @JsonProperty("by_provider") Map<String, Long> byProvider,
        @JsonProperty("by_alias") Map<String, Long> byAlias,
        @JsonProperty("left_out") LeftOut leftOut,
        Estimate estimate) {
    /** What the filter holds for and would not be sent. */
    record LeftOut(
            long answered, @JsonProperty("failed_again") long failedAgain, long gone, long broken, long unroutable) {}

    /**
     * What it may cost at most.
     *
     * @param estimate always true: nobody knows beforehand
     * @param usualOutputTokens what such requests gave lately; left out where that is not known of all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Estimate(
            boolean estimate,
            @JsonProperty("at_most") List<Amount> atMost,
            long unpriced,
            @JsonProperty("input_tokens") long inputTokens,
            @JsonProperty("output_tokens_at_most") long outputTokens,
            @JsonProperty("usual_output_tokens") @Nullable Long usualOutputTokens) {}

    /** A decimal string and a currency. */
    record Amount(String amount, String currency) {
        static Amount of(Money money) {
            return new Amount(
                    money.amount().stripTrailingZeros().toPlainString(),
                    money.currency().getCurrencyCode());
        }
    }

    static PlanReply of(Plan plan) {
        Plan.LeftOut left = plan.leftOut();
        Plan.Estimate estimate = plan.estimate();
        return new PlanReply(
                "replay.plan",
                plan.count(),
                plan.byCode(),
                plan.byProvider(),
                plan.byAlias(),
                new LeftOut(left.answered(), left.failedAgain(), left.gone(), left.broken(), left.unroutable()),
                new Estimate(
                        true,
                        estimate.costs().stream().map(Amount::of).toList(),
                        estimate.unpriced(),
                        estimate.inputTokens(),
                        estimate.outputTokens(),
                        estimate.usualOutputTokens()));
    }
}
