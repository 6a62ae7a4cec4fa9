package io.headgate.api.chat;

import io.headgate.api.watch.Watched;
import io.headgate.schemas.message.Delta;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What one who waits has been told and has not taken yet. Bounded: of somebody who does not take, pieces and notices are left
 * out, never the end; a piece that is missing is seen by its number, and the end has the whole text. Thread-safe.
 */
public final class Inbox implements Consumer<Watched> {
    /** At twenty pieces a second, what comes in about ten. */
    static final int MOST = 200;

    /** And however large they are: what all clients together may hold is this by their number. */
    static final int MOST_CHARACTERS = 2 << 20;

    private final LinkedBlockingQueue<News> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger characters = new AtomicInteger();
    private final boolean pieces;

    /** @param pieces whether pieces of the reply are wanted */
    public Inbox(boolean pieces) {
        this.pieces = pieces;
    }

    /** What comes out. */
    public sealed interface News {
        record Heard(Watched watched) implements News {}

        /** The client has gone. */
        record Left() implements News {}

        /** Nothing came in the time. */
        record Quiet() implements News {}
    }

    @Override
    public void accept(Watched watched) {
        boolean room = waiting.size() < MOST && characters.get() < MOST_CHARACTERS;
        boolean wanted = switch (watched) {
            case Watched.Ended _ -> true;
            case Watched.Told _ -> room;
            case Watched.Piece _ -> pieces && room;
        };
        if (wanted) {
            characters.addAndGet(length(watched));
            waiting.add(new News.Heard(watched));
        }
    }

    private static int length(Watched watched) {
        return watched instanceof Watched.Piece(Delta delta) ? delta.chunk().length() : 0;
    }

    /** The client has gone. From any thread, any number of times. */
    public void leave() {
        waiting.add(new News.Left());
    }

    /** The next of it. Blocks its (virtual) thread. */
    public News next(Duration atMost) throws InterruptedException {
        News news = waiting.poll(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        if (news instanceof News.Heard(Watched watched)) {
            characters.addAndGet(-length(watched));
        }
        return news == null ? new News.Quiet() : news;
    }
}
