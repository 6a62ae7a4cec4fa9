package io.headgate.router.edge;

import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.jspecify.annotations.Nullable;

/** A value on its way to a topic that the processor has chosen. */
record Outgoing(String topic, byte @Nullable [] value) {

    static Serializer<Outgoing> serializer() {
        return (topic, outgoing) -> outgoing.value();
    }

    static TopicNameExtractor<byte[], Outgoing> toItsTopic() {
        return (key, outgoing, context) -> outgoing.topic();
    }
}
