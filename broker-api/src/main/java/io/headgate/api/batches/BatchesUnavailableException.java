package io.headgate.api.batches;

/** The store of batches does not answer at present; the same may be tried again later. */
public final class BatchesUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BatchesUnavailableException(Throwable cause) {
        super("the store of batches does not answer", cause);
    }
}
