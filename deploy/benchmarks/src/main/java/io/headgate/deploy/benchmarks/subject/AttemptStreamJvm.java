package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.metering.MeteringConfig;
import io.headgate.metering.stream.MeteringTopology;
import io.headgate.metering.stream.StreamSettings;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.Stores;

/**
 * Attempts aggregated by Kafka Streams on one thread, exactly once and in memory: by Headgate's job, or by the barest there
 * is, which reads no record and counts them by key. Its arguments are the broker, the prefix of its topics, and which. Takes
 * no orders.
 */
public final class AttemptStreamJvm {
    /** Headgate's job, without its sinks. */
    public static final String METERING = "metering";

    /** Records counted by key. */
    public static final String BARE = "bare aggregation";

    private AttemptStreamJvm() {}

    /** The command line. */
    public static List<String> arguments(KafkaConnection kafka, String which) {
        return List.of(kafka.bootstrapServers(), kafka.topics().prefix(), which);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ServerDirectory directory = ServerDirectory.temporary();
        KafkaConnection kafka = new KafkaConnection(arguments[0], Map.of(), new TopicNames(arguments[1]));
        MeteringConfig config = MeteringConfig.defaults();
        Properties settings = StreamSettings.of(kafka, config);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.path().toString());
        KafkaStreams streams = new KafkaStreams(
                arguments[2].equals(METERING)
                        ? MeteringTopology.of(kafka.topics(), AvroCodecs.singleObject(), config, List::of)
                        : bare(kafka.topics()),
                settings);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            streams.close();
                            directory.close();
                        },
                        "stop-stream"));
        streams.start();
        while (streams.state() != KafkaStreams.State.RUNNING) {
            Thread.sleep(10);
        }
        Orders.obey("", Orders::none);
    }

    private static Topology bare(TopicNames topics) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(topics.attempts(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .groupByKey(Grouped.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .count(Materialized.<byte[], Long>as(Stores.inMemoryKeyValueStore("counts"))
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(Serdes.Long()));
        return builder.build();
    }
}
