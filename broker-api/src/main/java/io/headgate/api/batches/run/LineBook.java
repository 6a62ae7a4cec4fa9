package io.headgate.api.batches.run;

import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.StopCause;
import io.headgate.api.batches.input.LineError;
import io.headgate.api.files.FileId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written of a batch and its lines. Each method is one transaction, and blocks.
 *
 * <p>It throws {@link ClaimLostException} when the claim is not good any more, and then has written nothing; and
 * {@link io.headgate.api.batches.BatchesUnavailableException} when the store does not answer.
 */
public interface LineBook {
    /** The input is good: these are its lines. Replaces what an earlier try has written. */
    void begin(Claim claim, List<Line> lines, Instant now);

    /** The input is not good, and the batch has failed. */
    void refuse(Claim claim, List<LineError> problems, Instant now);

    /** The next lines that were not sent, in order. */
    List<Line> unsent(Claim claim, int limit);

    /**
     * All lines up to one are in Kafka, apart from some that were refused.
     *
     * @param flightLimit the limit from now on
     */
    void sent(Claim claim, int upTo, List<Refused> refused, int flightLimit);

    /** Takes over how requests in flight have ended, those of at most {@code limit} lines; how many it was. */
    int collect(Claim claim, int limit);

    /** How many of the lines in flight wait at the router. */
    int waitingAtRouter(Claim claim);

    /** How many uploaded batches of the tenant are under way, this one included. */
    int peers(Claim claim);

    /** Ends the next lines that were not sent, at most {@code limit} of them. */
    void stop(Claim claim, StopCause cause, int limit);

    /** The lines in flight. */
    List<Integer> inFlight(Claim claim);

    /** What is in flight was asked to end: what ends as cancelled from now on, ends for this cause. */
    void cancelsAsked(Claim claim, StopCause cause);

    /** Ends what is in flight, whatever becomes of it. */
    void abandon(Claim claim, StopCause cause);

    /** Its files are about to be written. */
    void finalizing(Claim claim, Instant now);

    /** Ended lines in order, those after one. */
    List<EndedLine> ended(Claim claim, int after, int limit);

    /** It has ended. */
    void finish(Claim claim, BatchStatus as, @Nullable FileId output, @Nullable FileId error, Instant now);

    /** Counts the requests of a published batch, and ends it when all have ended; whether anything has changed. */
    boolean count(Claim claim, Instant now);

    /** Its end was told. */
    void announced(Claim claim, Instant now);
}
