package io.headgate.api.files;

/** The store of files does not answer at present; the same may be tried again later. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String trouble;

    /** @param trouble what a log may say of it: a driver's words may quote what was being written */
    public StoreUnavailableException(String trouble, Throwable cause) {
        super("the store of files does not answer: " + trouble, cause);
        this.trouble = trouble;
    }

    public String trouble() {
        return trouble;
    }
}
