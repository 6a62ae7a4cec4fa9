package io.headgate.router.admit;

import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;

/** What is left of an admission that cannot go on whole: the same identity, and its body by hash. */
public final class Remainder {
    private Remainder() {}

    /** The remainder; of what is invalid already, itself. */
    public static InvalidRequest of(Admission admission, Failure failure) {
        return switch (admission) {
            case InvalidRequest invalid -> invalid;
            case InferenceRequest request ->
                new InvalidRequest(
                        request.key(),
                        request.correlationId(),
                        failure,
                        request.bodyHash(),
                        request.replyFormat(),
                        request.acceptedAt(),
                        request.origin(),
                        request.context().batch());
        };
    }
}
