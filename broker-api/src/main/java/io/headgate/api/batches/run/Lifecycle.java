package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.StopCause;
import java.time.Duration;
import java.time.Instant;

/** Which step is next. Pure: it depends on what is stored of a batch and on the time, on nothing that a crash could lose. */
final class Lifecycle {
    /**
     * How long a stopped batch waits for what it has in flight. Requests end by their deadline, which is the window's end:
     * longer than this takes only one whose workers are all down.
     */
    static final Duration GRACE = Duration.ofMinutes(10);

    private Lifecycle() {}

    static Step next(Batch batch, Instant now) {
        if (batch.status().isTerminal()) {
            return new Step.Announce();
        }
        if (batch.upload() == null) {
            return new Step.Count();
        }
        return switch (batch.status()) {
            case VALIDATING -> new Step.Check();
            case IN_PROGRESS -> isPast(batch, now) ? stop(batch, StopCause.EXPIRED, now) : go(batch);
            case CANCELLING -> stop(batch, StopCause.CANCELLED, now);
            case FINALIZING -> new Step.Finish(end(batch));
            case FAILED, COMPLETED, EXPIRED, CANCELLED -> new Step.Announce();
        };
    }

    private static Step go(Batch batch) {
        if (batch.counts().isOver()) {
            return new Step.Finish(end(batch));
        }
        return batch.counts().waiting() > 0 ? new Step.Feed() : new Step.Await();
    }

    private static Step stop(Batch batch, StopCause cause, Instant now) {
        if (batch.counts().waiting() > 0) {
            return new Step.Stop(cause);
        }
        if (batch.counts().inFlight() == 0) {
            return new Step.Finish(end(batch));
        }
        if (!batch.cancelsAsked()) {
            return new Step.AskCancels(cause);
        }
        return now.isBefore(stoppedAt(batch, cause).plus(GRACE)) ? new Step.Await() : new Step.Abandon(cause);
    }

    private static BatchStatus end(Batch batch) {
        if (batch.times().cancellingAt() != null) {
            return BatchStatus.CANCELLED;
        }
        return batch.counts().expired() > 0 ? BatchStatus.EXPIRED : BatchStatus.COMPLETED;
    }

    private static boolean isPast(Batch batch, Instant now) {
        Instant expiresAt = batch.times().expiresAt();
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    private static Instant stoppedAt(Batch batch, StopCause cause) {
        Instant at = cause == StopCause.CANCELLED
                ? batch.times().cancellingAt()
                : batch.times().expiresAt();
        return at == null ? batch.times().createdAt() : at;
    }
}
