package io.headgate.router.edge;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When a stream thread commits: as soon as it may after there is something to commit, and not before it has worked for as
 * long as its last commit took; longer after one that carried much, since a thread that has much to do makes larger
 * transactions of it, and each has its cost whatever it carries.
 *
 * <p>Streams' own interval begins when a commit has ended: where commits take longer than it, a thread works for the interval
 * alone, commits next to nothing, and many small transactions keep the brokers as slow as they are. Not thread-safe.
 */
final class CommitPace {
    /** Below some thousand records a second the shortest time is kept. */
    static final long NANOS_PER_CHANGE = 400_000;

    static final long MOST_FOR_ITS_SIZE_NANOS = Duration.ofMillis(75).toNanos();

    private final Duration shortest;
    private long endedAt;
    private long pause;
    private int changes;
    private long awakeAt;
    /** What will ask for a commit, or has; null when nothing is to be committed since the last one. */
    private @Nullable Asking asking;

    /** @param shortest the least between two commits */
    CommitPace(Duration shortest) {
        this.shortest = shortest;
        this.pause = shortest.toNanos();
        this.endedAt = System.nanoTime();
        this.awakeAt = endedAt;
    }

    /** There is something to commit. */
    void changed(ProcessorContext<?, ?> task) {
        changes++;
        if (asking == null) {
            asking = new Asking(task);
            asking.in(left(System.nanoTime()));
        }
    }

    /** How many nanoseconds it is until a commit may be asked for; 0 or less for at once. */
    long left(long now) {
        return endedAt + pause - now;
    }

    /** The thread has more to do soon. */
    void stayAwake() {
        awakeAt = System.nanoTime();
    }

    /** When it was last known that there is more to do, or to commit; of {@link System#nanoTime}. */
    long awakeAt() {
        return awakeAt;
    }

    /** A commit has ended, whoever asked for it and however it ended. Times are of {@link System#nanoTime}. */
    void ended(long begun, long end) {
        endedAt = end;
        awakeAt = end;
        long forItsSize = Math.min(changes * NANOS_PER_CHANGE, MOST_FOR_ITS_SIZE_NANOS);
        pause = Math.max(Math.max(forItsSize, end - begun), shortest.toNanos());
        changes = 0;
        if (asking != null) {
            asking.cancel();
            asking = null;
        }
    }

    private static final class Asking {
        private final ProcessorContext<?, ?> task;
        private @Nullable Cancellable scheduled;

        private Asking(ProcessorContext<?, ?> task) {
            this.task = task;
        }

        private void in(long nanos) {
            if (nanos <= 0) {
                task.commit();
                return;
            }
            // Streams takes whole milliseconds, one at least.
            Duration rounded = Duration.ofMillis(Duration.ofNanos(nanos).toMillis() + 1);
            scheduled = task.schedule(rounded, PunctuationType.WALL_CLOCK_TIME, now -> {
                cancel();
                task.commit();
            });
        }

        /** Asked after a commit it would have the next record committed by itself. */
        private void cancel() {
            if (scheduled != null) {
                scheduled.cancel();
            }
        }
    }
}
