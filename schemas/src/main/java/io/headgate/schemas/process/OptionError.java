package io.headgate.schemas.process;

/** A command line that cannot be served; the message names the option, what was seen and what is allowed. */
public final class OptionError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OptionError(String message) {
        super(message);
    }
}
