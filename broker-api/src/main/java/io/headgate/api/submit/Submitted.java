package io.headgate.api.submit;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import org.jspecify.annotations.Nullable;

/** What became of a submission. */
public sealed interface Submitted {
    /** It is in the log: it will have exactly one terminal event. */
    record Accepted(InferenceRequest request) implements Submitted {}

    /**
     * It cannot be served as it is; nothing was written.
     *
     * @param param which field or header is at fault, null when none in particular
     */
    record Refused(Failure failure, @Nullable String param) implements Submitted {}

    /** Headgate cannot take it at present. It may be sent again under the same id, and counts once. */
    record Unavailable(String reason) implements Submitted {}
}
