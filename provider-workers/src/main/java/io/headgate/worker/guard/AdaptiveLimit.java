package io.headgate.worker.guard;

/**
 * How many calls may be under way at one model of one endpoint, learned from how they end: less by three tenths when the
 * provider is overloaded, more again when calls complete. It begins at its ceiling: a provider is trusted until it says
 * otherwise. Pure; not thread-safe.
 */
final class AdaptiveLimit {
    private int ceiling;
    private int limit;
    /** The limit that last served most of itself before it was too much; half-open to doubt, so 3/4 of it is the goal. */
    private int lastGood;

    private long started;
    private long startedAtDecrease;
    private long completedSinceDecrease;
    private int credit;

    AdaptiveLimit(int ceiling) {
        this.ceiling = ceiling;
        this.limit = ceiling;
        this.lastGood = ceiling;
    }

    /** At least 1, at most the ceiling. */
    int get() {
        return limit;
    }

    /** Another ceiling. What stood at the old one moves with it: nothing had been learned. */
    void under(int newCeiling) {
        limit = limit == ceiling ? newCeiling : Math.min(limit, newCeiling);
        lastGood = lastGood == ceiling ? newCeiling : Math.min(lastGood, newCeiling);
        ceiling = newCeiling;
    }

    /** A call begins. Returns its number, by which {@link #overloaded} knows how old it is. */
    long start() {
        return ++started;
    }

    /**
     * A call completed.
     *
     * @param inFlight calls under way at its end, itself among them: a limit that is not used is not tested, so not raised
     */
    void completed(int inFlight) {
        completedSinceDecrease++;
        if (limit >= ceiling || inFlight < (limit + 1) / 2) {
            return;
        }
        if (limit < lastGood / 4 * 3) {
            limit++; // one for each completed call doubles it in a round
        } else if (++credit >= limit) {
            limit++;
            credit = 0;
        }
    }

    /**
     * A call found the provider overloaded. Calls that were under way at the last decrease met the old limit: they say
     * nothing of the new one.
     */
    void overloaded(long call) {
        if (call <= startedAtDecrease) {
            return;
        }
        if (completedSinceDecrease >= limit / 2) {
            lastGood = limit;
        }
        limit = Math.max(1, (int) (limit * 7L / 10));
        startedAtDecrease = started;
        completedSinceDecrease = 0;
        credit = 0;
    }
}
