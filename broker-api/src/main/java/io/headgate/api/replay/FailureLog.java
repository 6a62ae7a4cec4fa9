package io.headgate.api.replay;

import io.headgate.api.replay.FailedRow.Place;
import io.headgate.schemas.message.FailedRequest;
import java.util.Optional;

/** The topic {@code failures}: what failed, whole. Blocks. */
public interface FailureLog {
    /**
     * What it holds at present. Thread-safe.
     *
     * @throws UnavailableException when it does not answer
     */
    Extent extent();

    /**
     * The failure at a place; empty where it is kept no more, or cannot be read. Places are best asked for in ascending order.
     * One thread at a time.
     *
     * @throws UnavailableException when it does not answer
     */
    Optional<FailedRequest> read(Place place);

    /** The topic does not answer: what it holds is not known at present. */
    final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnavailableException(Throwable cause) {
            super("the topic of failures cannot be read", cause);
        }
    }
}
