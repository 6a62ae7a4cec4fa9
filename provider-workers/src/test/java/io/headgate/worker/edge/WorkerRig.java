package io.headgate.worker.edge;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.Catalogues;
import io.headgate.worker.FixedCatalogue;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.Samples;
import io.headgate.worker.WorkerConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka topics of its own, a simulated provider, and workers between them. */
final class WorkerRig implements AutoCloseable {
    final KafkaConnection kafka;
    final Codecs codecs = AvroCodecs.singleObject();
    final Simulator simulator;
    final FixedCatalogue catalogue;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<ProviderWorkers> workers = new ArrayList<>();

    WorkerRig(Class<?> test, int partitions, int maxInFlight, Behaviour behaviour) throws Exception {
        TopicNames topics = new TopicNames(TestServers.freshPrefix(test));
        kafka = new KafkaConnection(TestServers.shared().bootstrapServers(), Map.of(), topics);
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            List<NewTopic> all = Stream.of(
                            topics.dispatch(Samples.PROVIDER),
                            topics.dispatchCritical(Samples.PROVIDER),
                            topics.results(),
                            topics.attempts(),
                            topics.failures(),
                            topics.deadletters())
                    .map(name -> new NewTopic(name, partitions, (short) 1))
                    .toList();
            admin.createTopics(all).all().get(30, SECONDS);
        }
        simulator = Simulator.start(
                SimulatorConfig.of(SimulatedProvider.named("sim").withBehaviour(behaviour)));
        catalogue = new FixedCatalogue(Catalogues.of(
                Catalogues.provider(simulator.baseUrl("sim"), new ProviderLimits(null, null, 1, maxInFlight))));
        Map<String, Object> config = kafka.clientProperties();
        config.put("transactional.id", topics.prefix() + "router");
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    ProviderWorkers startWorkers(String instance) {
        return startWorkers(WorkerConfig.named(instance));
    }

    ProviderWorkers startWorkers(WorkerConfig config) {
        ProviderWorkers started = new ProviderWorkers(config, kafka, codecs, catalogue);
        workers.add(started);
        started.start();
        return started;
    }

    void dispatch(Dispatch dispatch) {
        publish(record(dispatch));
    }

    private ProducerRecord<byte[], byte[]> record(Dispatch dispatch) {
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        ProducerRecord<byte[], byte[]> next = new ProducerRecord<>(
                kafka.topics().dispatch(Samples.PROVIDER),
                dispatch.request().key().request().value().getBytes(StandardCharsets.UTF_8),
                codecs.dispatch().encode(dispatch));
        heading.writeTo(next.headers());
        return next;
    }

    void dispatchMany(int count) {
        dispatchMany("r", count);
    }

    void dispatchMany(String prefix, int count) {
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            producer.send(record(Samples.dispatch(prefix + i)));
        }
        producer.commitTransaction();
    }

    /** In a transaction, as the router does: its marker takes an offset too. */
    void publish(ProducerRecord<byte[], byte[]> any) {
        producer.beginTransaction();
        producer.send(any);
        producer.commitTransaction();
    }

    /** All committed records of a topic so far, from its beginning. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> config = kafka.clientProperties();
        config.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = partitions(reader.partitionsFor(topic));
            reader.assign(all);
            reader.seekToBeginning(all);
            Map<TopicPartition, Long> ends = reader.endOffsets(all);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (all.stream().anyMatch(p -> reader.position(p) < ends.getOrDefault(p, 0L))) {
                reader.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }

    List<String> resultIds() {
        return committed(kafka.topics().results()).stream()
                .map(r -> new String(r.key(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Records of the dispatch topics that are not committed, markers included. */
    long lag() throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            String group = kafka.topics().prefix() + "workers." + Samples.PROVIDER;
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(10, SECONDS);
            String topic = kafka.topics().dispatch(Samples.PROVIDER);
            long lag = 0;
            for (PartitionInfo info : producer.partitionsFor(topic)) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                ListOffsetsResultInfo end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get(10, SECONDS);
                OffsetAndMetadata at = committed.get(partition);
                lag += end.offset() - (at == null ? 0 : at.offset());
            }
            return lag;
        }
    }

    private static List<TopicPartition> partitions(List<PartitionInfo> infos) {
        return infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    @Override
    public void close() {
        workers.forEach(ProviderWorkers::close);
        producer.close();
        simulator.close();
    }
}
