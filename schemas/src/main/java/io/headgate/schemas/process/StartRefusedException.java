package io.headgate.schemas.process;

/** A process that must not run on what it found; the message says what that was and what to do. */
public final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartRefusedException(String message) {
        super(message);
    }
}
