package io.headgate.router.edge;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.topic.TenantPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.jspecify.annotations.Nullable;

/** A value on its way to a topic that the processor has chosen. */
public record Outgoing(String topic, byte @Nullable [] value) {
    /** The sink of what goes to the topic it names. */
    static final String OUT = "out";

    /** The sink of how much of limits is used. */
    public static final String QUOTAS = "quotas";

    static Serializer<Outgoing> serializer() {
        return (topic, outgoing) -> outgoing.value();
    }

    static TopicNameExtractor<byte[], Outgoing> toItsTopic() {
        return (key, outgoing, context) -> outgoing.topic();
    }

    /** A limit's records are where its tenant's others are: what its key begins with, up to the slash. */
    static StreamPartitioner<byte[], Outgoing> byTenant() {
        return (topic, key, outgoing, partitions) -> {
            String text = new String(key, StandardCharsets.UTF_8);
            TenantId tenant = new TenantId(text.substring(0, text.indexOf('/')));
            return Optional.of(Set.of(TenantPartitioner.partition(tenant, partitions)));
        };
    }
}
