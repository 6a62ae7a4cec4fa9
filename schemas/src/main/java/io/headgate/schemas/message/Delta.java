package io.headgate.schemas.message;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import java.time.Instant;

/**
 * A piece of a streamed reply; never terminal. Pieces with one attempt and one start make one stream. Of two streams of a
 * request the one of the higher attempt number holds, and of one attempt the later start: what was shown of the other is
 * replaced, never continued.
 *
 * @param number 1 for the first attempt of the request
 * @param startedAt when the attempt began; an attempt that a crash repeats has another start
 * @param sequence 0 for the first piece of the stream, each later one greater by one
 * @param chunk one chunk in OpenAI's streaming shape, as JSON text
 * @param last whether the stream came to its end with this piece; a stream that was cut has none such
 * @param at when it came from the provider
 */
public record Delta(
        RequestKey key,
        AttemptId attempt,
        int number,
        Instant startedAt,
        long sequence,
        String chunk,
        boolean last,
        Instant at) {
    public Delta {
        Check.atLeast(1, number, "delta %s: attempt number", attempt);
        Check.atLeast(0, sequence, "delta %s: sequence", attempt);
    }

    /** Without the chunk: a completion never reaches a log. */
    @Override
    public String toString() {
        return "Delta[%s, attempt=%s, sequence=%d, last=%s]".formatted(key, attempt, sequence, last);
    }
}
