package io.headgate.schemas.message;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a streamed reply; never terminal. Pieces with one attempt and one start make one stream. Of two streams of a
 * request the one of the higher attempt number holds, and of one attempt the later start: what was shown of the other is
 * replaced, never continued. Whoever has seen a stream up to a sequence goes on with the next; where pieces are missing,
 * the result has the whole text.
 *
 * @param number 1 for the first attempt of the request
 * @param startedAt when the call began whose reply it is; a call that is made again has another start
 * @param sequence 0 for the first piece of the stream, each later one greater by one; a number that never comes was lost
 * @param chunk one chunk in OpenAI's streaming shape, as JSON text; several that came together are joined in one
 * @param last whether the stream came to its end with this piece; a stream that was cut has none such
 * @param at when it came from the provider
 * @param restart on a first piece: whether it may replace what was shown of another stream of the request
 * @param missing how many chunks between the piece before and this one were left out; the text has a gap there
 * @param end how the stream ended with this piece; null where more follow. Without one when its worker was killed
 */
public record Delta(
        RequestKey key,
        AttemptId attempt,
        int number,
        Instant startedAt,
        long sequence,
        String chunk,
        boolean last,
        Instant at,
        boolean restart,
        long missing,
        @Nullable End end) {
    public Delta {
        Check.atLeast(1, number, "delta %s: attempt number", attempt);
        Check.atLeast(0, sequence, "delta %s: sequence", attempt);
        Check.atLeast(0, missing, "delta %s: missing", attempt);
        if (last != (end == End.COMPLETED)) {
            throw new IllegalArgumentException("delta %s: seen last %s and end %s, allowed last with COMPLETED alone"
                    .formatted(attempt, last, end));
        }
    }

    /** A piece of a stream that has no gap and replaces none. */
    public Delta(
            RequestKey key,
            AttemptId attempt,
            int number,
            Instant startedAt,
            long sequence,
            String chunk,
            boolean last,
            Instant at) {
        this(key, attempt, number, startedAt, sequence, chunk, last, at, false, 0, last ? End.COMPLETED : null);
    }

    /** How a stream ended. */
    public enum End {
        /** The reply is whole; its result follows. */
        COMPLETED,
        /** It is not: another attempt may begin anew, or the request fails. */
        FAILED,
        /** In a way that this release does not know; the result will tell. */
        OTHER
    }

    /** Without the chunk: a completion never reaches a log. */
    @Override
    public String toString() {
        return "Delta[%s, attempt=%s, sequence=%d, last=%s]".formatted(key, attempt, sequence, last);
    }
}
