package io.headgate.api.http.multipart;

/** A body is no form, or more of one than is read. The message says which, and nothing of what is in it. */
public final class MalformedFormException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedFormException(String message) {
        super(message);
    }
}
