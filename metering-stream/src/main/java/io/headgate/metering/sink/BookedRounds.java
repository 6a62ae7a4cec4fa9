package io.headgate.metering.sink;

import io.headgate.schemas.message.Increment.Round;
import io.headgate.schemas.message.Increment.Source;

/**
 * Up to where the attempts of one partition are in the rollups. The stream emits all that it has at once, and in the order of
 * offsets: so a round that goes beyond the last one begins a new stretch, and any other round has been here before.
 *
 * @param before highest offset that was booked before the last round; -1 when that was the first
 * @param last the round that goes farthest
 */
record BookedRounds(long before, Round last) {
    /** What the rollups have of an increment. */
    enum Known {
        /** Nothing: it is to be added. */
        NOTHING,
        /** All of it: its attempts were read again. */
        ALL,
        /** Some of its attempts, and nobody knows how much of the sum. */
        SOME
    }

    static BookedRounds first(Round round) {
        return new BookedRounds(-1, round);
    }

    /** With an increment of this round. */
    BookedRounds and(Round round) {
        return round.through() > last.through() ? new BookedRounds(last.through(), round) : this;
    }

    /** What is known of an increment, when its round was taken account of. */
    Known known(Source source) {
        if (!last.equals(source.round())) {
            return Known.ALL;
        }
        if (source.first() > before) {
            return Known.NOTHING;
        }
        return source.last() <= before ? Known.ALL : Known.SOME;
    }
}
