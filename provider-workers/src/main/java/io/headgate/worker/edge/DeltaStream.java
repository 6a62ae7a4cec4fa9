package io.headgate.worker.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.stream.ChunkRun;
import io.headgate.worker.call.stream.ChunkTexts;
import io.headgate.worker.call.stream.Deltas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be written of one streamed reply. The call's thread puts chunks in, the writer's takes pieces out; while
 * nothing can be written chunks join each other, and beyond a bound they are left out, and counted in the next piece.
 */
final class DeltaStream implements Deltas.Sink {
    /** How much may wait, in characters of text and an allowance for each chunk. */
    private static final int MOST_HELD = 64 << 10;

    private static final int BESIDE_TEXT = 256;
    /** How long after its end a stream is still worth writing. */
    private static final long WORTH_NANOS = Duration.ofSeconds(10).toNanos();

    private final Dispatch dispatch;
    private final Instant startedAt;
    private final boolean again;
    private final RecordHeading heading;
    private final DeltaWriter writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private long held;
    private long missing;
    private boolean begun;
    private boolean ended;
    private boolean due;
    private long endedAt;
    /** The writer's thread only. */
    private long sequence;

    /**
     * @param startedAt when its call began
     * @param again whether another reply to the request may have been shown before
     * @param heading of the dispatch; the records are its next hop
     */
    DeltaStream(Dispatch dispatch, Instant startedAt, boolean again, RecordHeading heading, DeltaWriter writer) {
        this.dispatch = dispatch;
        this.startedAt = startedAt;
        this.again = again;
        this.heading = heading.nextHop();
        this.writer = writer;
    }

    /** What becomes one record. */
    static final class Piece {
        private final ChunkRun run;
        private final Instant at;
        private final long missing;
        private long size;
        private Delta.@Nullable End end;

        private Piece(ObjectNode chunk, Instant at, long missing) {
            this.run = new ChunkRun(chunk);
            this.at = at;
            this.missing = missing;
        }

        int chunks() {
            return run.chunks();
        }
    }

    @Override
    public void accept(ObjectNode chunk) {
        long size = ChunkTexts.characters(chunk) + BESIDE_TEXT;
        boolean news;
        lock.lock();
        try {
            begun = true;
            boolean fits = waiting.isEmpty() || held + size <= MOST_HELD;
            if (!fits || !writer.takeRoom(size)) {
                missing++;
                writer.dropped(1);
                return;
            }
            Piece last = waiting.peekLast();
            if (last == null || missing > 0 || !last.run.join(chunk)) {
                last = add(chunk);
            }
            last.size += size;
            held += size;
            news = becomesDue();
        } finally {
            lock.unlock();
        }
        if (news) {
            writer.due(this);
        }
    }

    private Piece add(ObjectNode chunk) {
        Piece piece = new Piece(chunk, writer.now(), missing);
        missing = 0;
        waiting.add(piece);
        return piece;
    }

    /** A stream of which nothing was shown ends unseen. */
    @Override
    public void ended(boolean whole) {
        boolean news;
        lock.lock();
        try {
            if (!begun || ended) {
                return;
            }
            ended = true;
            endedAt = System.nanoTime();
            Piece last = waiting.peekLast();
            if (last == null || missing > 0) {
                last = add(nothing());
            }
            last.end = whole ? Delta.End.COMPLETED : Delta.End.FAILED;
            news = becomesDue();
        } finally {
            lock.unlock();
        }
        if (news) {
            writer.due(this);
        }
    }

    private static ObjectNode nothing() {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode().put("object", "chat.completion.chunk");
        chunk.putArray("choices");
        return chunk;
    }

    private boolean becomesDue() {
        boolean news = !due;
        due = true;
        return news;
    }

    /** The next piece to be written; null when none waits, and then the stream is not due any more. */
    @Nullable
    Piece take() {
        lock.lock();
        try {
            Piece piece = waiting.poll();
            if (piece == null) {
                due = false;
            } else {
                held -= piece.size;
                writer.giveBackRoom(piece.size);
            }
            return piece;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a piece back that could not be written: it waits before all others. */
    void putBack(Piece piece) {
        lock.lock();
        try {
            waiting.addFirst(piece);
            held += piece.size;
            writer.giveBackRoom(-piece.size);
        } finally {
            lock.unlock();
        }
    }

    /** As the piece is written; to be asked by the writer's thread. */
    Delta delta(Piece piece) {
        return new Delta(
                dispatch.request().key(),
                dispatch.attempt(),
                dispatch.number(),
                startedAt,
                sequence,
                piece.run.chunk().toString(),
                piece.end == Delta.End.COMPLETED,
                piece.at,
                again && sequence == 0,
                piece.missing,
                piece.end);
    }

    /** The piece asked for last is on its way. */
    void sent() {
        sequence++;
    }

    /** A piece was lost on its way, and with it what it told of the gap before it. */
    void lost(Piece piece) {
        lock.lock();
        try {
            missing += piece.missing + piece.chunks();
        } finally {
            lock.unlock();
        }
        writer.dropped(piece.chunks());
    }

    /** Drops all that waits, when the stream has ended long ago; whether it did. */
    boolean giveUp(long now) {
        lock.lock();
        try {
            if (!ended || now - endedAt < WORTH_NANOS) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        for (Piece piece = take(); piece != null; piece = take()) {
            writer.dropped(piece.chunks());
        }
        return true;
    }

    RecordHeading heading() {
        return heading;
    }
}
