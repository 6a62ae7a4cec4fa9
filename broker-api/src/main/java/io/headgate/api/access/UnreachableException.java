package io.headgate.api.access;

/** What is needed to answer does not answer itself, Postgres or Kafka: nothing is known, and nothing was changed for sure. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what for a person: {@code the table of API keys} */
    public UnreachableException(String what, Throwable cause) {
        super(what + " does not answer", cause);
    }
}
