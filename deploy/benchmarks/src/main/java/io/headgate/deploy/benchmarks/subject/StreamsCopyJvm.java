package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.benchmarks.rig.Sample;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * The way of a request with nothing done on it: Kafka Streams applications of a thread each, that copy {@code requests} to
 * {@code admissions}, those to the provider's dispatches, and where there is a third hop those to {@code results}; exactly
 * once and committing as often as the router. Takes no orders.
 */
public final class StreamsCopyJvm {
    /** The hops of the router. */
    public static final int TO_DISPATCHES = 2;

    /** As many as a request makes. */
    public static final int TO_RESULTS = 3;

    private StreamsCopyJvm() {}

    /** The command line. */
    public static List<String> arguments(KafkaConnection kafka, int hops) {
        return List.of(kafka.bootstrapServers(), kafka.topics().prefix(), Integer.toString(hops));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ServerDirectory directory = ServerDirectory.temporary();
        KafkaConnection kafka = new KafkaConnection(arguments[0], Map.of(), new TopicNames(arguments[1]));
        TopicNames topics = kafka.topics();
        List<String> way =
                List.of(topics.requests(), topics.admissions(), topics.dispatch(Sample.PROVIDER), topics.results());
        List<KafkaStreams> hops = IntStream.range(0, Integer.parseInt(arguments[2]))
                .mapToObj(hop -> copy("hop-" + hop, way.get(hop), way.get(hop + 1), kafka, directory))
                .toList();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            hops.forEach(KafkaStreams::close);
                            directory.close();
                        },
                        "stop-copy"));
        hops.forEach(KafkaStreams::start);
        while (!hops.stream().allMatch(hop -> hop.state() == KafkaStreams.State.RUNNING)) {
            Thread.sleep(10);
        }
        Orders.obey("", Orders::none);
    }

    private static KafkaStreams copy(
            String name, String from, String to, KafkaConnection kafka, ServerDirectory directory) {
        Topology topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), from);
        topology.addSink("out", to, new ByteArraySerializer(), new ByteArraySerializer(), "in");
        Properties settings = new Properties();
        settings.putAll(kafka.clientProperties());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.topics().prefix() + name);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.path().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 10);
        settings.put(StreamsConfig.POLL_MS_CONFIG, 20);
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        return new KafkaStreams(topology, settings);
    }
}
