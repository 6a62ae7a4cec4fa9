package io.headgate.metering.wiring;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;

/**
 * Up to where a sink has booked a partition.
 *
 * @param nextOffset the first offset not booked yet
 */
@MappedEntity("stream_position")
record StreamPosition(
        @EmbeddedId Key key, @MappedProperty("next_offset") long nextOffset) {
    /** Whose position it is. */
    @Embeddable
    record Key(
            @MappedProperty("sink") String sink,
            @MappedProperty("topic") String topic,
            @MappedProperty("partition") int partition) {}
}
