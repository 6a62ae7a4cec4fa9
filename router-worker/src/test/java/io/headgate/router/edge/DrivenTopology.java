package io.headgate.router.edge;

import io.headgate.router.RouterConfig;
import io.headgate.router.route.Health;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The admission topology on a clock that a test moves: what goes in, what comes out, and its stores. */
final class DrivenTopology implements AutoCloseable {
    static final TopicNames TOPICS = new TopicNames("headgate.");
    static final AvroCodecs CODECS = AvroCodecs.singleObject();

    private static final Duration STEP = Duration.ofSeconds(1);

    private final TopologyTestDriver driver;
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();

    /** @param topologies made for {@code config}, {@link #TOPICS} and {@link #CODECS}; a token is a character */
    DrivenTopology(RouterTopologies topologies, RouterConfig config, Health health, Instant now) {
        driver = new TopologyTestDriver(
                topologies.admission(String::length, health),
                StreamsSettings.of(config, new KafkaConnection("unused:1", Map.of(), TOPICS), "admission"),
                now);
    }

    /** Something that is about a request comes in. */
    void send(String topic, byte[] value, RequestKey key) {
        RecordHeaders headers = new RecordHeaders();
        new RecordHeading(key, new CorrelationId(key.request().value()), TraceContext.start()).writeTo(headers);
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.tenant().value().getBytes(StandardCharsets.UTF_8), value, headers));
    }

    /** Lets time pass at once, as when the process was stopped. */
    void sleep(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Lets time pass, in steps of a second at most, as the wall clock does. */
    void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(STEP)) {
            sleep(left.compareTo(STEP) > 0 ? STEP : left);
        }
    }

    /** What came out on a topic and was not read yet. */
    TestOutputTopic<byte[], byte[]> out(String topic) {
        return outputs.computeIfAbsent(
                topic,
                name -> driver.createOutputTopic(name, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** The next of it. */
    <T> T read(MessageCodec<T> codec, String topic) {
        return ((Decoded.Readable<T>) codec.decode(out(topic).readValue())).value();
    }

    KeyValueStore<String, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** How many entries a store has. */
    long entries(String store) {
        try (KeyValueIterator<String, byte[]> all = store(store).all()) {
            long count = 0;
            while (all.hasNext()) {
                all.next();
                count++;
            }
            return count;
        }
    }

    /** The ledger as it is. */
    LedgerStore ledger() {
        return new LedgerStore(store(LedgerStore.NAME));
    }

    @Override
    public void close() {
        driver.close();
    }
}
