package io.headgate.worker.settle;

import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.BatchMark;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.UpstreamReply;
import org.jspecify.annotations.Nullable;

/** What is known of an attempt before its disposition is. */
record AttemptRecord(
        AttemptSummary summary,
        UpstreamReply reply,
        @Nullable Usage usage,
        Cost cost,
        @Nullable String servedModel) {
    Attempt of(Dispatch dispatch, Disposition disposition) {
        return new Attempt(
                dispatch.request().key(),
                summary,
                dispatch.number(),
                dispatch.request().alias(),
                dispatch.request().userId(),
                dispatch.request().context().taskType(),
                dispatch.request().context().tags(),
                reply.firstByteAt(),
                usage,
                applied(dispatch.price()),
                cost,
                dispatch.reservation(),
                servedModel,
                reply.requestId(),
                dispatch.decision().revision(),
                disposition,
                dispatch.decision().variant(),
                dispatch.dearest(),
                dispatch.dispatchedAt(),
                batch(dispatch));
    }

    private static @Nullable BatchId batch(Dispatch dispatch) {
        BatchMark mark = dispatch.request().context().batch();
        return mark == null ? null : mark.id();
    }

    /** The books know the rates that it was billed at, not those it might have been. */
    private @Nullable Price applied(@Nullable Price price) {
        return price == null ? null : price.applyingTo(usage == null ? Usage.none() : usage);
    }

    static Attempt withDisposition(Attempt attempt, Disposition disposition) {
        return new Attempt(
                attempt.key(),
                attempt.summary(),
                attempt.number(),
                attempt.alias(),
                attempt.userId(),
                attempt.taskType(),
                attempt.tags(),
                attempt.firstByteAt(),
                attempt.usage(),
                attempt.price(),
                attempt.cost(),
                attempt.reservation(),
                attempt.servedModel(),
                attempt.upstreamRequestId(),
                attempt.revision(),
                disposition,
                attempt.variant(),
                attempt.dearest(),
                attempt.dispatchedAt(),
                attempt.batch());
    }
}
