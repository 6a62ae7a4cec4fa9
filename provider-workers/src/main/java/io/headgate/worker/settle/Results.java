package io.headgate.worker.settle;

import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.ReplyFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Terminal events. Pure. */
public final class Results {
    private Results() {}

    static InferenceResult of(
            Dispatch dispatch, InferenceResult.Outcome outcome, List<AttemptSummary> attempts, Instant endedAt) {
        InferenceRequest request = dispatch.request();
        return new InferenceResult(
                request.key(),
                request.correlationId(),
                request.userId(),
                request.context().taskId(),
                request.alias(),
                request.context().tags(),
                outcome,
                attempts,
                dispatch.decision(),
                request.acceptedAt(),
                endedAt,
                request.replyFormat());
    }

    /** A dispatch of which only the heading could be read. */
    public record Unreadable(
            RequestKey key,
            CorrelationId correlationId,
            ReplyFormat replyFormat,
            String contentHash,
            Instant dispatchedAt,
            Origin origin) {}

    /** The end of a request whose dispatch cannot be read: all that its heading still tells. */
    public static FailedRequest unreadable(Unreadable record, Failure failure, Instant endedAt) {
        InvalidRequest rest = new InvalidRequest(
                record.key(),
                record.correlationId(),
                failure,
                record.contentHash(),
                record.replyFormat(),
                record.dispatchedAt(),
                record.origin());
        InferenceResult result = new InferenceResult(
                record.key(),
                record.correlationId(),
                null,
                null,
                null,
                Map.of(),
                new InferenceResult.Failed(failure),
                List.of(),
                null,
                record.dispatchedAt(),
                endedAt,
                record.replyFormat());
        return new FailedRequest(rest, result);
    }

    /** The failed request without its body, where the whole does not fit its topic. */
    public static FailedRequest withoutBody(InferenceRequest request, InferenceResult result, Failure failure) {
        InvalidRequest rest = new InvalidRequest(
                request.key(),
                request.correlationId(),
                failure,
                request.bodyHash(),
                request.replyFormat(),
                request.acceptedAt(),
                request.origin(),
                request.context().batch());
        return new FailedRequest(rest, result);
    }
}
