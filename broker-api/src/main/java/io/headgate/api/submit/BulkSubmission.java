package io.headgate.api.submit;

import io.headgate.api.submit.LineReader.Line;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes many requests in from one stream, a line each, as they come: what is read and not yet in the log is bounded, so a
 * log that is slow slows the reading. Each line is taken in or not by itself. Thread-safe; made for virtual threads.
 */
public final class BulkSubmission {
    private static final int MOST_UNDER_WAY = 256;
    private static final long MOST_BYTES_UNDER_WAY = 8L * 1024 * 1024;

    private final Taking taking;
    private final BulkLimits limits;

    /** How one is taken in, as {@link Submission#submit} does. */
    @FunctionalInterface
    public interface Taking {
        CompletionStage<Submitted> submit(Map<String, String> headers, byte[] body);
    }

    public BulkSubmission(Taking taking, BulkLimits limits) {
        this.taking = taking;
        this.limits = limits;
    }

    /** Told what became of each line, in order. */
    @FunctionalInterface
    public interface Told {
        /** @param line from 1 */
        void of(long line, Submitted submitted);
    }

    /**
     * Takes in what there is. Blocks until all is known.
     *
     * <p>Once the log does not answer, what follows is not tried: it is told unavailable, and may be sent again.
     *
     * @param headers those that each line has, besides what it says itself
     */
    public void take(Map<String, String> headers, InputStream in, Told told) throws IOException {
        LineReader lines = new LineReader(in, limits.lineBytes(), limits.bytes());
        UnderWay underWay = new UnderWay(told);
        for (Line line = lines.next(); line != null; line = lines.next()) {
            switch (line) {
                case Line.TooLong(long number) -> underWay.known(number, refused(tooLong()));
                case Line.Cut(long number) -> underWay.known(number, refused(tooMuch()));
                case Line.Whole(long number, byte[] _)
                when underWay.tried == limits.lines() -> {
                    underWay.known(number, refused(tooMany()));
                    underWay.settleAll();
                    return;
                }
                case Line.Whole(long number, byte[] body) -> {
                    underWay.tried++;
                    if (underWay.unavailable != null) {
                        underWay.known(number, underWay.unavailable);
                    } else {
                        underWay.add(new Pending(number, body.length, taking.submit(headers, body)));
                    }
                }
            }
        }
        underWay.settleAll();
    }

    private record Pending(long line, int bytes, CompletionStage<Submitted> submitted) {}

    /** What is not known yet, in the order of its lines. */
    private static final class UnderWay {
        private final Deque<Pending> pending = new ArrayDeque<>();
        private final Told told;
        private int tried;
        private long bytes;
        private Submitted.@Nullable Unavailable unavailable;

        UnderWay(Told told) {
            this.told = told;
        }

        void known(long line, Submitted submitted) {
            add(new Pending(line, 0, CompletableFuture.completedStage(submitted)));
        }

        void add(Pending next) {
            pending.add(next);
            bytes += next.bytes();
            while (pending.size() > MOST_UNDER_WAY || bytes > MOST_BYTES_UNDER_WAY) {
                settleFirst();
            }
        }

        void settleAll() {
            while (!pending.isEmpty()) {
                settleFirst();
            }
        }

        private void settleFirst() {
            Pending first = pending.removeFirst();
            bytes -= first.bytes();
            Submitted submitted = first.submitted().toCompletableFuture().join();
            if (submitted instanceof Submitted.Unavailable away) {
                unavailable = away;
            }
            told.of(first.line(), submitted);
        }
    }

    private static Submitted refused(Failure failure) {
        return new Submitted.Refused(failure, "body");
    }

    private Failure tooLong() {
        return new Failure(
                FailureCode.BODY_TOO_LARGE,
                "The line is too long.",
                "more",
                "at most %d bytes".formatted(limits.lineBytes()));
    }

    private Failure tooMuch() {
        return new Failure(
                FailureCode.BODY_TOO_LARGE,
                "More bytes came than are read at once: this line and what follows was not read. Send it by itself.",
                "more",
                "at most %d bytes".formatted(limits.bytes()));
    }

    private Failure tooMany() {
        return new Failure(
                FailureCode.BODY_TOO_LARGE,
                "More lines came than are read at once: this one and what follows was not read. Send them by themselves.",
                "more",
                "at most %d lines".formatted(limits.lines()));
    }
}
