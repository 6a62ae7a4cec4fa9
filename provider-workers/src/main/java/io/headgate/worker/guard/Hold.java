package io.headgate.worker.guard;

/** What holds a call back, in the order of the gates. */
enum Hold {
    LIMIT("as many calls are in flight as its limit allows"),
    PAUSE("the provider asked for a pause"),
    /** The account's, which others share. */
    RATE("the rate limit has no room"),
    /** By what the provider reported of this target. */
    QUOTA("the rate limit has no room, says the provider"),
    BREAKER("the breaker is open: too many calls failed");

    private final String reason;

    Hold(String reason) {
        this.reason = reason;
    }

    /** For a person. */
    String reason() {
        return reason;
    }
}
