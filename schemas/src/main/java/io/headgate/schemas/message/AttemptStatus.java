package io.headgate.schemas.message;

/** How an attempt ended. */
public enum AttemptStatus {
    /** The provider sent a complete reply, and bills it; with a failure when its route asks for another answer. */
    COMPLETED,
    /** It failed in a way that another try, here or elsewhere, may mend; nothing was billed. */
    RETRYABLE,
    /** The provider refused this request; the same try would be refused again. */
    REFUSED,
    /** It may have been billed, and nobody can tell: a timeout after sending, a connection cut. */
    UNKNOWN,
    /** It was closed without a call: expired, cancelled, or its provider left the catalogue. */
    NOT_CALLED
}
