package io.headgate.metering.sink;

/** A topic that a sink reads, and what is written of it. */
public record SinkInput(String topic, Booking booking) {}
