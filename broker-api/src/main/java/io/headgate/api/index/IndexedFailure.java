package io.headgate.api.index;

import io.headgate.api.replay.FailedRow.Place;
import io.headgate.api.replay.FailedRow.Size;
import io.headgate.api.replay.body.PromptSize;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InvalidRequest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the index keeps of a failed request: all that it can be found by, and nothing of its prompt.
 *
 * @param provider of the last attempt; null where none was made, as {@code model}
 * @param whole false for what could never be served as it came
 * @param place in the topic {@code failures}
 */
record IndexedFailure(
        RequestKey key,
        @Nullable RequestId parent,
        @Nullable UserId userId,
        Instant acceptedAt,
        Instant endedAt,
        FailureCode code,
        @Nullable Alias alias,
        @Nullable ProviderName provider,
        @Nullable ModelName model,
        Map<String, String> tags,
        boolean whole,
        Size size,
        Place place) {
    private static final Size NOTHING = new Size(0, null, 1);

    static IndexedFailure of(FailedRequest failed, Place place, PromptSize sizes) {
        InferenceRequest request = switch (failed.admission()) {
            case InferenceRequest whole -> whole;
            case InvalidRequest _ -> null;
        };
        InferenceResult result = failed.result();
        Target last =
                result.attempts().isEmpty() ? null : result.attempts().getLast().target();
        return new IndexedFailure(
                failed.admission().key(),
                request == null ? null : request.parent(),
                result.userId(),
                result.acceptedAt(),
                result.endedAt(),
                codeOf(result),
                result.alias(),
                last == null ? null : last.provider(),
                last == null ? null : last.model(),
                result.tags(),
                request != null,
                request == null ? NOTHING : sizes.of(request.body()),
                place);
    }

    private static FailureCode codeOf(InferenceResult result) {
        return switch (result.outcome()) {
            case InferenceResult.Failed(var failure) -> failure.code();
            case InferenceResult.Completed _ -> FailureCode.UNKNOWN;
        };
    }
}
