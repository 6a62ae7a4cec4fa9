package io.headgate.api.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchDesk;
import io.headgate.api.batches.Counts;
import io.headgate.api.batches.Forecast;
import io.headgate.api.batches.Spend;
import io.headgate.schemas.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch is, and what it costs. What is not known is left out.
 *
 * @param kind {@code uploaded}, or {@code published} to a topic
 * @param parent the batch whose failed lines this one sends again
 * @param cost what the books have of it so far, failed attempts included; they follow by seconds
 * @param unpricedAttempts attempts without a price: what they cost is not known, and not in {@code cost}
 * @param rest what is still to come
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchProgress(
        String kind,
        @Nullable String parent,
        int waiting,
        @JsonProperty("in_flight") int inFlight,
        int expired,
        int cancelled,
        @Nullable Integer remaining,
        @Nullable List<Amount> cost,
        @JsonProperty("unpriced_attempts") @Nullable Long unpricedAttempts,
        @Nullable Rest rest) {
    /** A decimal string and a currency. */
    public record Amount(String amount, String currency) {
        static Amount of(Money money) {
            return new Amount(
                    money.amount().stripTrailingZeros().toPlainString(),
                    money.currency().getCurrencyCode());
        }
    }

    /**
     * An estimate: that it goes on as so far. Its cost is without what has no price.
     *
     * @param estimate always true
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rest(
            boolean estimate,
            int requests,
            @JsonProperty("ends_at") @Nullable Long endsAt,
            List<Amount> cost) {}

    static BatchProgress of(Batch batch) {
        return of(batch, null, null, null);
    }

    static BatchProgress of(BatchDesk.Shown shown) {
        long unpriced = shown.spent().stream()
                .filter(spend -> spend.cost() == null)
                .mapToLong(Spend::attempts)
                .sum();
        return of(
                shown.batch(),
                amounts(shown.spent().stream()
                        .map(Spend::cost)
                        .filter(cost -> cost != null)
                        .toList()),
                unpriced,
                rest(shown.forecast()));
    }

    private static BatchProgress of(
            Batch batch, @Nullable List<Amount> cost, @Nullable Long unpriced, @Nullable Rest rest) {
        Counts counts = batch.counts();
        return new BatchProgress(
                batch.kind(),
                batch.upload() == null ? null : BatchReply.text(batch.upload().parent()),
                counts.waiting(),
                counts.inFlight(),
                counts.expired(),
                counts.cancelled(),
                counts.total() == null ? null : counts.total() - counts.ended(),
                cost,
                unpriced,
                rest);
    }

    private static @Nullable Rest rest(@Nullable Forecast forecast) {
        return forecast == null
                ? null
                : new Rest(
                        true,
                        forecast.remaining(),
                        forecast.endsAt() == null ? null : forecast.endsAt().getEpochSecond(),
                        amounts(forecast.costs()));
    }

    private static List<Amount> amounts(List<Money> costs) {
        return costs.stream().map(Amount::of).toList();
    }
}
