package io.headgate.api.chat.stream;

import io.headgate.api.Samples;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Delta;

/** Pieces of a stream, as a worker writes them. */
final class Pieces {
    private static final RequestKey KEY = Samples.key("acme", "r-1");

    private final int attempt;
    private long sequence;

    private Pieces(int attempt) {
        this.attempt = attempt;
    }

    static Pieces ofAttempt(int attempt) {
        return new Pieces(attempt);
    }

    /** The next piece, which adds a text. */
    Delta text(String text) {
        return next("""
                {"id":"c%d","object":"chat.completion.chunk","created":7,"model":"m",\
                "choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}],"usage":{"total_tokens":1}}""".formatted(attempt, text));
    }

    /** The next piece, which ends the choice. */
    Delta finish() {
        return next("""
                {"id":"c%d","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""".formatted(attempt));
    }

    Delta next(String chunk) {
        return piece(chunk, sequence++, 0);
    }

    /** The next piece that arrives: one before it never does. */
    Delta afterALoss(String text) {
        sequence++;
        return text(text);
    }

    /** The next piece, before which the worker left some out. */
    Delta afterAGap(String text) {
        Delta whole = text(text);
        return piece(whole.chunk(), whole.sequence(), 2);
    }

    private Delta piece(String chunk, long number, long missing) {
        return new Delta(
                KEY,
                new AttemptId("r-1/" + attempt),
                attempt,
                Samples.ACCEPTED.plusSeconds(attempt),
                number,
                chunk,
                false,
                Samples.ACCEPTED,
                attempt > 1 && number == 0,
                missing,
                null);
    }
}
