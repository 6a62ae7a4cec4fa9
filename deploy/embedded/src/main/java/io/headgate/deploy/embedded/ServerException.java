package io.headgate.deploy.embedded;

/** A server that could not be started or stopped: the machine's fault or its settings', not a caller's choice. */
public final class ServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerException(String message) {
        super(message);
    }

    ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
