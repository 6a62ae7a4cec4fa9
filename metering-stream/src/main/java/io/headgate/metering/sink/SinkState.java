package io.headgate.metering.sink;

/** How a sink is. */
public sealed interface SinkState {
    /** It has not been assigned anything yet. */
    record Starting() implements SinkState {}

    /** It books; {@code partitions} are its own, none when other processes have them all. */
    record Booking(int partitions) implements SinkState {}

    /** It waits, with everything kept in Kafka, and tries again by itself. */
    record Waiting(String reason) implements SinkState {}

    /** A person must look: something it should book is gone, or the topic is not the one the positions are of. */
    record Broken(String reason) implements SinkState {}
}
