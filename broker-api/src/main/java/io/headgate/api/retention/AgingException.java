package io.headgate.api.retention;

/** What is old could not be deleted; it will be another time. The message is one that a log may show. */
public final class AgingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AgingException(String message, Throwable cause) {
        super(message, cause);
    }
}
