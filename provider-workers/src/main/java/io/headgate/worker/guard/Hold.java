package io.headgate.worker.guard;

/** What holds a call back, in the order of the gates. */
enum Hold {
    LIMIT("as many calls are in flight as its limit allows"),
    PAUSE("the provider asked for a pause"),
    RATE("the rate limit has no room"),
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
