package io.headgate.api.batches.run;

/**
 * How many requests of a batch may be in flight: more while the router dispatches them, fewer while it lets them wait. What
 * waits there takes room from others and gains nothing; what waits here can still be cancelled for free.
 *
 * @param least below which it never falls
 * @param most above which it never rises
 */
public record FlightLimit(int least, int most) {
    public FlightLimit {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException(
                    "flight limit: seen %d to %d, allowed 1 or more, in order".formatted(least, most));
        }
    }

    /**
     * The limit from now on.
     *
     * @param limit as it was; 0 for a batch that begins
     * @param inFlight how many are in flight
     * @param waiting how many of them wait at the router
     */
    int next(int limit, int inFlight, int waiting) {
        int present = limit == 0 ? Math.min(most, Math.max(least, most / 4)) : limit;
        if (waiting > inFlight / 2) {
            return Math.max(least, present / 2);
        }
        boolean full = inFlight >= present - present / 4;
        return full && waiting == 0 ? Math.min(most, present + Math.max(1, present / 4)) : clamp(present);
    }

    /**
     * How many lines may be sent now.
     *
     * @param peers how many batches of the same tenant are under way, this one included: together they have what one has
     */
    int room(int limit, int inFlight, int peers) {
        int share = Math.max(1, limit / Math.max(1, peers));
        return Math.max(0, share - inFlight);
    }

    private int clamp(int limit) {
        return Math.max(least, Math.min(most, limit));
    }
}
