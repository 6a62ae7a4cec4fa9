package io.headgate.schemas.message;

/** Whether a circuit breaker lets calls through. */
public enum BreakerState {
    /** All go through. */
    CLOSED,
    /** None does. */
    OPEN,
    /** A few do, to see; also what a newer Headgate says and this one has no name for. */
    HALF_OPEN
}
