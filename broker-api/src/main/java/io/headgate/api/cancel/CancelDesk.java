package io.headgate.api.cancel;

import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.lookup.RequestLookup.Found;
import io.headgate.api.lookup.RequestRow;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import java.time.Duration;
import java.time.InstantSource;

/** Takes in that nobody wants a request any more. Thread-safe; made for virtual threads. */
public final class CancelDesk {
    private final RequestLookup lookup;
    private final CancelLog log;
    private final InstantSource clock;

    public CancelDesk(RequestLookup lookup, CancelLog log, InstantSource clock) {
        this.lookup = lookup;
        this.log = log;
        this.clock = clock;
    }

    /** What became of it. */
    public sealed interface Cancelling {
        /** It is in the log. The request has one end: this one, or the one that was quicker. */
        record Asked() implements Cancelling {}

        /** The request had ended, and stays so. */
        record Ended(String status) implements Cancelling {}

        /** There is no such request of this tenant. */
        record Unknown() implements Cancelling {}

        /** It is not known to be in the log. */
        record Unavailable() implements Cancelling {}
    }

    /**
     * Asks for the end of a request. Where the index cannot say whether there is such a request, or whether it has ended,
     * it is asked for all the same: a cancel ends nothing that has ended or is accepted later.
     *
     * @param by who asks, for the history
     */
    public Cancelling cancel(RequestKey key, String by) throws InterruptedException {
        Found found;
        try {
            found = lookup.find(key, Duration.ZERO);
        } catch (IndexUnavailableException away) {
            found = new Found.Undecided();
        }
        return switch (found) {
            case Found.Unknown() -> new Cancelling.Unknown();
            case Found.Known(RequestRow row) when row.isTerminal() -> new Cancelling.Ended(row.status());
            case Found.Known _, Found.Undecided _ -> ask(new Cancel(key, by, null, clock.instant()));
        };
    }

    private Cancelling ask(Cancel cancel) {
        boolean written = log.append(cancel).toCompletableFuture().join();
        return written ? new Cancelling.Asked() : new Cancelling.Unavailable();
    }
}
