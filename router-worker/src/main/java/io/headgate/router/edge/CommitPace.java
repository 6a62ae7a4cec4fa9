package io.headgate.router.edge;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When a stream thread commits: as soon as it may after it has written something, and not before it has worked for as long as
 * its last commit took.
 *
 * <p>Streams' own interval begins when a commit has ended: where commits take longer than it, a thread works for the interval
 * alone, commits next to nothing, and many small transactions keep the brokers as slow as they are. One for each thread,
 * which is the only one that calls it: one commit is for all of its tasks.
 */
final class CommitPace {
    private static final ThreadLocal<CommitPace> OF_THREAD = ThreadLocal.withInitial(CommitPace::new);

    private long endedAt;
    private long took;
    private boolean asked;

    CommitPace() {
        this.endedAt = System.nanoTime();
    }

    static CommitPace ofThisThread() {
        return OF_THREAD.get();
    }

    /**
     * Something was written and is to be committed.
     *
     * @param shortest the least between two commits
     */
    void written(ProcessorContext<?, ?> context, Duration shortest) {
        if (asked) {
            return;
        }
        asked = true;
        long left = left(System.nanoTime(), shortest);
        if (left <= 0) {
            context.commit();
        } else {
            new Later(context).in(Duration.ofNanos(left));
        }
    }

    /** How many nanoseconds it is until a commit may be asked for; 0 or less for at once. */
    long left(long now, Duration shortest) {
        return endedAt + Math.max(took, shortest.toNanos()) - now;
    }

    /** A commit has ended, whoever asked for it and however it ended. Times are of {@link System#nanoTime}. */
    void ended(long begun, long end) {
        endedAt = end;
        took = end - begun;
        asked = false;
    }

    private static final class Later {
        private final ProcessorContext<?, ?> context;
        private @Nullable Cancellable scheduled;

        private Later(ProcessorContext<?, ?> context) {
            this.context = context;
        }

        private void in(Duration wait) {
            // Streams takes whole milliseconds, one at least.
            Duration rounded = Duration.ofMillis(wait.toMillis() + 1);
            scheduled = context.schedule(rounded, PunctuationType.WALL_CLOCK_TIME, now -> commit());
        }

        private void commit() {
            if (scheduled != null) {
                scheduled.cancel();
            }
            context.commit();
        }
    }
}
