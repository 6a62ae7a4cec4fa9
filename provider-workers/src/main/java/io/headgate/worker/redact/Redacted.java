package io.headgate.worker.redact;

import io.headgate.schemas.message.Failure;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What became of a prompt before it leaves. */
public sealed interface Redacted {
    /**
     * It may leave.
     *
     * @param body as it may: the client's own where nothing was found
     * @param restore makes of an answer's JSON the one for the client
     * @param pieces the same for the texts of an answer that comes in pieces; null where there is nothing to restore
     */
    record Cleared(
            String body,
            UnaryOperator<String> restore,
            @Nullable PieceRestorer pieces) implements Redacted {
        /** Nothing is to be restored. */
        public Cleared(String body) {
            this(body, UnaryOperator.identity(), null);
        }

        /** Without the body: a prompt never reaches a log. */
        @Override
        public String toString() {
            return "Cleared[%d characters]".formatted(body.length());
        }
    }

    /** It must not leave. The failure says what was found, and nothing of it. */
    record Refused(Failure failure) implements Redacted {}
}
