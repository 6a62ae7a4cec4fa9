package io.headgate.metering.orphan;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.topic.TopicNames;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** {@code intents + attempts → orphans}: a tenant's are in one partition of either. */
final class OrphanTopology {
    private OrphanTopology() {}

    /** @param readUpTo up to when everything that was written is read */
    static Topology of(TopicNames topics, Codecs codecs, OrphanConfig config, Supplier<Instant> readUpTo) {
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        var store = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(CallProcessor.STORE), Serdes.String(), OpenCallBytes.serde())
                .withLoggingEnabled(Map.of())
                // Most calls end soon: what is put and put again within a transaction is written once.
                .withCachingEnabled();
        return new Topology()
                .addSource("tenant", in, in, topics.intents(), topics.attempts())
                .addProcessor(
                        "match",
                        () -> new CallProcessor(topics, codecs, config.after(), config.lookEvery(), readUpTo),
                        "tenant")
                .addStateStore(store, "match")
                .addSink(CallProcessor.TO_ORPHANS, topics.orphans(), out, out, "match")
                .addSink(CallProcessor.TO_DEADLETTERS, topics.deadletters(), out, out, "match");
    }
}
