package io.headgate.api.batches.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether batches go on.
 *
 * @param backlog null while the tables cannot be read
 * @param work this process's part
 * @param problem what keeps them from going on; null when all is well. That Postgres is away is said elsewhere
 */
public record EngineStatus(
        @Nullable Backlog backlog,
        BatchEngine.Work work,
        @Nullable String problem) {
    /** Of a step; the longest, a check of 200 MB or the files of 50,000 lines, takes about a minute. */
    static final Duration LONGEST_STEP = Duration.ofMinutes(5);
    /** A process that died is missed for a lease, which is one minute. */
    static final Duration MOST_OVERDUE = Duration.ofMinutes(2);

    static EngineStatus of(@Nullable Backlog backlog, BatchEngine.Work work) {
        return new EngineStatus(backlog, work, problem(backlog, work));
    }

    private static @Nullable String problem(@Nullable Backlog backlog, BatchEngine.Work work) {
        if (work.running() < work.threads()) {
            return "%d of %d threads that work on batches have ended"
                    .formatted(work.threads() - work.running(), work.threads());
        }
        if (work.longestStep().compareTo(LONGEST_STEP) > 0) {
            return "a step of a batch has taken %d s"
                    .formatted(work.longestStep().toSeconds());
        }
        if (backlog != null && backlog.overdue().compareTo(MOST_OVERDUE) > 0) {
            return "a step of a batch has been due for %d s, and nobody does it"
                    .formatted(backlog.overdue().toSeconds());
        }
        return null;
    }
}
