package io.headgate.api.erasure;

/** The store does not answer. What was erased so far is; the rest of an erasure that was begun follows by itself. */
public final class ErasureUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param trouble what a log may say of it */
    public ErasureUnavailableException(String trouble, Throwable cause) {
        super("the store does not answer: " + trouble, cause);
    }
}
