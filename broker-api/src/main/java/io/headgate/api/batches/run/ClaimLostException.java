package io.headgate.api.batches.run;

import io.headgate.schemas.id.BatchId;

/** The step took too long: somebody else has the batch, and nothing of this was written. */
public final class ClaimLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClaimLostException(BatchId batch) {
        super("batch %s is in other hands".formatted(batch));
    }
}
