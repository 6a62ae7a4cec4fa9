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

/**
 * {@code intents → calls}, by tenant, as attempts are; then {@code calls + attempts → orphans}. Intents are in whatever
 * partition was quickest for who was about to call.
 */
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
                .addSource("intents", in, in, topics.intents())
                .addProcessor("by-tenant", () -> new IntentProcessor(codecs.intent()), "intents")
                .addSink(IntentProcessor.TO_CALLS, topics.calls(), out, out, "by-tenant")
                .addSink(IntentProcessor.TO_DEADLETTERS, topics.deadletters(), out, out, "by-tenant")
                .addSource("tenant", in, in, topics.calls(), topics.attempts())
                .addProcessor(
                        "match",
                        () -> new CallProcessor(topics, codecs, config.after(), config.lookEvery(), readUpTo),
                        "tenant")
                .addStateStore(store, "match")
                .addSink("orphans", topics.orphans(), out, out, "match");
    }
}
