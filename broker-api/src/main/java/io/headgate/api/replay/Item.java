package io.headgate.api.replay;

import io.headgate.api.replay.FailedRow.Place;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request of a replay.
 *
 * @param sequence its place in the replay, from 1
 * @param child the request that was sent in its place; null where none was
 * @param code why it was refused; null where it was not
 */
public record Item(
        int sequence,
        RequestKey parent,
        Place place,
        State state,
        @Nullable RequestId child,
        @Nullable String code) {
    /** What became of it. */
    public enum State {
        WAITING,
        /** Kafka has the new request. */
        SENT,
        /** It cannot be sent, for the reason in the code. */
        REFUSED,
        /** The topic keeps it no more. */
        GONE;

        /** As it is written in JSON and in the table. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Item sent(RequestId as) {
        return new Item(sequence, parent, place, State.SENT, as, null);
    }

    Item refused(String why) {
        return new Item(sequence, parent, place, State.REFUSED, null, why);
    }

    Item gone() {
        return new Item(sequence, parent, place, State.GONE, null, null);
    }
}
