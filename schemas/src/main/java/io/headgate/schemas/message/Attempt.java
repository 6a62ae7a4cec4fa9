package io.headgate.schemas.message;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Usage;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as it happened: what metering rates and what the router settles.
 *
 * @param summary id, target, status, failure and timing
 * @param number 1 for the first attempt of the request
 * @param firstByteAt when the first byte of the reply came; null when none did
 * @param usage null when nothing was used (no call, or an error before anything was generated)
 * @param cost {@link Cost.Unpriced} when a meter that was used has no price
 * @param servedModel the model the provider says it used; null when it did not say
 * @param upstreamRequestId the provider's own id, for its support
 * @param variant which variant of its route was chosen; null where there are none
 * @param dearest as {@link Dispatch#dearest()} says it
 * @param dispatchedAt when the router dispatched it: what it costs was priced then, and limits count it in the window of
 *     that moment; null when it does not say
 * @param batch the batch that the request is part of; null when it is by itself. It says nothing of the price: batch rates
 *     are those of a provider's own batches
 */
public record Attempt(
        RequestKey key,
        AttemptSummary summary,
        int number,
        Alias alias,
        @Nullable UserId userId,
        @Nullable String taskType,
        Map<String, String> tags,
        @Nullable Instant firstByteAt,
        @Nullable Usage usage,
        @Nullable Price price,
        Cost cost,
        Reservation reservation,
        @Nullable String servedModel,
        @Nullable String upstreamRequestId,
        CatalogRevision revision,
        Disposition disposition,
        @Nullable String variant,
        @Nullable Price dearest,
        @Nullable Instant dispatchedAt,
        @Nullable BatchId batch) {
    /** An attempt at a candidate that is no variant, with nobody to compare it with, and no word of when it was dispatched. */
    public Attempt(
            RequestKey key,
            AttemptSummary summary,
            int number,
            Alias alias,
            @Nullable UserId userId,
            @Nullable String taskType,
            Map<String, String> tags,
            @Nullable Instant firstByteAt,
            @Nullable Usage usage,
            @Nullable Price price,
            Cost cost,
            Reservation reservation,
            @Nullable String servedModel,
            @Nullable String upstreamRequestId,
            CatalogRevision revision,
            Disposition disposition) {
        this(
                key,
                summary,
                number,
                alias,
                userId,
                taskType,
                tags,
                firstByteAt,
                usage,
                price,
                cost,
                reservation,
                servedModel,
                upstreamRequestId,
                revision,
                disposition,
                null,
                null,
                null,
                null);
    }

    /** An attempt at a request by itself. */
    public Attempt(
            RequestKey key,
            AttemptSummary summary,
            int number,
            Alias alias,
            @Nullable UserId userId,
            @Nullable String taskType,
            Map<String, String> tags,
            @Nullable Instant firstByteAt,
            @Nullable Usage usage,
            @Nullable Price price,
            Cost cost,
            Reservation reservation,
            @Nullable String servedModel,
            @Nullable String upstreamRequestId,
            CatalogRevision revision,
            Disposition disposition,
            @Nullable String variant,
            @Nullable Price dearest,
            @Nullable Instant dispatchedAt) {
        this(
                key,
                summary,
                number,
                alias,
                userId,
                taskType,
                tags,
                firstByteAt,
                usage,
                price,
                cost,
                reservation,
                servedModel,
                upstreamRequestId,
                revision,
                disposition,
                variant,
                dearest,
                dispatchedAt,
                null);
    }

    public Attempt {
        tags = Map.copyOf(tags);
    }
}
