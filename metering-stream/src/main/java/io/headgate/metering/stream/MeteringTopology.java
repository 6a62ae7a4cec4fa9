package io.headgate.metering.stream;

import io.headgate.metering.MeteringConfig;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.topic.TopicNames;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The job as Kafka Streams runs it: {@code attempts → lines → increments | deadletters}. */
public final class MeteringTopology {
    private MeteringTopology() {}

    /** @param tags the tags that split the lines, asked for each attempt */
    public static Topology of(TopicNames topics, Codecs codecs, MeteringConfig config, Supplier<List<String>> tags) {
        // Bytes: what is not an attempt is found out by us, never by a deserialiser that throws inside poll.
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        return new Topology()
                .addSource("attempts", in, in, topics.attempts())
                .addProcessor("count", counting(codecs, config, tags), "attempts")
                .addSink(AttemptProcessor.TO_INCREMENTS, topics.increments(), out, out, "count")
                .addSink(AttemptProcessor.TO_DEADLETTERS, topics.deadletters(), out, out, "count");
    }

    /** What counts in {@link #of}, one for each task, and the store that it keeps. */
    public static ProcessorSupplier<byte[], byte[], byte[], byte[]> counting(
            Codecs codecs, MeteringConfig config, Supplier<List<String>> tags) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return new AttemptProcessor(codecs, tags, config.emitEvery(), config.maxLinesPerEmission());
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(LinesBuilder.of(codecs.increment()));
            }
        };
    }
}
