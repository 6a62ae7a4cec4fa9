package io.headgate.deploy.benchmarks.rig;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.InferenceResult.Failed;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of one run of one subject, and the ways in and out of them. */
public final class Lane {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final KafkaConnection kafka;
    private final MessageCodec<Dispatch> codec = AvroCodecs.singleObject().dispatch();
    private final MessageCodec<FailedRequest> failures =
            AvroCodecs.singleObject().failedRequest();

    /** On topics that are there. */
    public Lane(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    public KafkaConnection kafka() {
        return kafka;
    }

    /** A producer that sends at once; its owner closes it. */
    public KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = kafka.clientProperties();
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A partition this young may refuse its first batch and take the second; the first is then out of order for
        // ever.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The dispatch of this number, as the router would write it. */
    public ProducerRecord<byte[], byte[]> dispatch(int index) {
        Dispatch dispatch = Sample.dispatch(index);
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        ProducerRecord<byte[], byte[]> next = new ProducerRecord<>(
                kafka.topics().dispatch(Sample.PROVIDER),
                Sample.id(index).getBytes(StandardCharsets.UTF_8),
                codec.encode(dispatch));
        heading.writeTo(next.headers());
        return next;
    }

    /** Queues so many dispatches, numbered from 0. Blocks until the broker has them. */
    public void preload(int count) {
        AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < count; i++) {
                producer.send(dispatch(i), (_, failure) -> refused.compareAndSet(null, failure));
            }
        }
        Exception failure = refused.get();
        if (failure != null) {
            throw new IllegalStateException("the broker did not take all of %,d dispatches".formatted(count), failure);
        }
    }

    /** Reads the results from the first on. */
    public Results results(int expected) {
        return results(0, expected);
    }

    /** Reads the results of requests from this number on, where those before it have theirs. */
    public Results results(int first, int expected) {
        return new Results(kafka, kafka.topics().results(), first, expected, _ -> {});
    }

    /**
     * Reads the dispatches from the first on.
     *
     * @param witness is shown each that came for the first time
     */
    public Results dispatches(int expected, Consumer<ConsumerRecord<byte[], byte[]>> witness) {
        return new Results(kafka, kafka.topics().dispatch(Sample.PROVIDER), 0, expected, witness);
    }

    /**
     * That no request has failed.
     *
     * @throws IllegalStateException when some have: then what was measured is something else; says how often with which code
     */
    public void requireNoFailures(String subject) {
        Map<String, Integer> failed = new TreeMap<>();
        read(kafka.topics().failures(), record -> failed.merge(code(record.value()), 1, Integer::sum));
        if (!failed.isEmpty()) {
            throw new IllegalStateException("%s: requests failed, %s; nothing was measured".formatted(subject, failed));
        }
    }

    private String code(byte[] value) {
        return switch (failures.decode(value)) {
            case Decoded.Readable<FailedRequest>(var failed)
            when failed.result().outcome() instanceof Failed(var failure) ->
                failure.code().wireName();
            case Decoded<FailedRequest> _ -> "unreadable";
        };
    }

    /** Shows what is committed of a topic now, from its beginning; partitions one after another. */
    public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.readerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = partitions(consumer, topic);
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(LOOK).forEach(reader);
            }
        }
    }

    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> reader, String topic) {
        return reader.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
