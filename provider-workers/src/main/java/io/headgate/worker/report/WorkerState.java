package io.headgate.worker.report;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.guard.TargetState;
import io.headgate.worker.redact.RedactionCounts;
import java.util.List;
import java.util.Map;

/**
 * A worker process at a moment: what health shows and metrics count. All counts are since the process began.
 *
 * @param ready whether a catalogue is here, cancels are known, and every loop takes work
 * @param redaction what was found in prompts, nothing of what it was
 */
public record WorkerState(
        boolean ready,
        Announcements announcements,
        Shown shown,
        Cancels cancels,
        RedactionCounts redaction,
        List<ProviderState> providers) {
    public WorkerState {
        providers = List.copyOf(providers);
    }

    /**
     * What is told beside transactions.
     *
     * @param dropped stats and alerts that could not be written
     * @param intentsWaiting calls that wait for their intent to be acknowledged
     */
    public record Announcements(long dropped, long intentsWaiting) {
        public static final Announcements NONE = new Announcements(0, 0);
    }

    /**
     * What was shown of streamed replies.
     *
     * @param written records
     * @param dropped chunks that could not be written
     */
    public record Shown(long written, long dropped) {
        public static final Shown NONE = new Shown(0, 0);
    }

    /**
     * What is heard of cancels.
     *
     * @param caughtUp whether all that were there at the start are known
     * @param remembered requests whose cancel is remembered
     * @param unreadable records that could not be read
     * @param forgotten cancels that were dropped early, for want of room
     */
    public record Cancels(boolean caughtUp, long remembered, long unreadable, long forgotten) {
        public static final Cancels NONE = new Cancels(false, 0, 0, 0);
    }

    /**
     * One provider's loop.
     *
     * @param ready whether it has an assignment and polls
     * @param unread dispatches that stand unread in its partitions
     * @param targets each target that was called or that the guard knows
     */
    public record ProviderState(
            ProviderName provider, boolean ready, long unread, LoopCounts counts, List<TargetFigures> targets) {
        public ProviderState {
            targets = List.copyOf(targets);
        }

        /** The state of a loop that reports by {@code source}. */
        public static ProviderState of(ProviderName provider, boolean ready, StatsSource source, LoopCounts counts) {
            List<TargetFigures> targets = source.statesOf(_ -> true).stream()
                    .map(state -> {
                        TargetBook book = source.books().of(state.target());
                        return new TargetFigures(state, book.endedInAll(), book.failedInAll());
                    })
                    .toList();
            return new ProviderState(provider, ready, source.unread(), counts, targets);
        }
    }

    /**
     * What a loop has done.
     *
     * @param commits transactions that were committed
     * @param aborted transactions that were aborted; their calls went into the next one
     * @param replaced producers that were replaced: fenced, or of a transaction whose end was unclear
     * @param stale calls that ended after their partition had been given away, and were dropped
     * @param unreadableLedgers commits whose metadata was not ours
     * @param broken times that the loop broke and was begun again
     */
    public record LoopCounts(
            long commits, long aborted, long replaced, long stale, long unreadableLedgers, long broken) {
        public static final LoopCounts NONE = new LoopCounts(0, 0, 0, 0, 0, 0);
    }

    /**
     * One model of one endpoint.
     *
     * @param state how the guard stands to it
     * @param ended attempts, by status
     * @param failures attempts that did not complete or broke their contract, by code
     */
    public record TargetFigures(TargetState state, Map<AttemptStatus, Long> ended, Map<FailureCode, Long> failures) {
        public TargetFigures {
            ended = Map.copyOf(ended);
            failures = Map.copyOf(failures);
        }
    }
}
