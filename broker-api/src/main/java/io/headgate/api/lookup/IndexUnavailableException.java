package io.headgate.api.lookup;

/** Postgres does not answer: what is in the index is not known at present. */
public final class IndexUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IndexUnavailableException(Throwable cause) {
        super("the index cannot be read", cause);
    }
}
