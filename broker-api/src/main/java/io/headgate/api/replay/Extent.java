package io.headgate.api.replay;

import io.headgate.api.replay.FailedRow.Place;
import java.util.Map;

/**
 * What the topic {@code failures} holds.
 *
 * @param partitions by number
 */
public record Extent(Map<Integer, Range> partitions) {
    public Extent {
        partitions = Map.copyOf(partitions);
    }

    /**
     * The records of a partition.
     *
     * @param from the first offset that is kept
     * @param to the offset behind the last
     */
    public record Range(long from, long to) {}

    /** Whether the topic may still have what was written there. */
    public boolean keeps(Place place) {
        Range range = partitions.get(place.partition());
        return range != null && place.offset() >= range.from() && place.offset() < range.to();
    }
}
