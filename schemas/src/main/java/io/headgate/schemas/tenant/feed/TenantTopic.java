package io.headgate.schemas.tenant.feed;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.QuietTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The {@code tenants} topic: compacted, keyed by tenant, a record without a value takes settings back. */
public final class TenantTopic {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConnection kafka;
    private final MessageCodec<TenantSettings> codec;

    public TenantTopic(KafkaConnection kafka, MessageCodec<TenantSettings> codec) {
        this.kafka = kafka;
        this.codec = codec;
    }

    /** Its full name. */
    String name() {
        return kafka.topics().tenants();
    }

    /** What a record says. */
    public sealed interface Said {
        /** Settings of a tenant. */
        record Set(TenantSettings settings) implements Said {}

        /** A tenant has settings no longer. */
        record TakenBack(TenantId tenant) implements Said {}

        /** Settings of a tenant that cannot be read. */
        record Unreadable(TenantId tenant, String why) implements Said {}

        /** Nobody knows whose. */
        record Nobodys(String why) implements Said {}
    }

    /** Says what a record says; any bytes have an answer. */
    Said read(ConsumerRecord<byte[], byte[]> record) {
        String place = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
        Optional<TenantId> tenant = tenantOf(record.key());
        if (tenant.isEmpty()) {
            return new Said.Nobodys("%s: seen a key that is no tenant, allowed a tenant's name".formatted(place));
        }
        if (record.value() == null) {
            return new Said.TakenBack(tenant.get());
        }
        return switch (codec.decode(record.value())) {
            case Decoded.Unreadable<TenantSettings>(var failure) ->
                new Said.Unreadable(tenant.get(), place + ": " + failure.message());
            case Decoded.Readable<TenantSettings>(TenantSettings settings) ->
                settings.tenant().equals(tenant.get())
                        ? new Said.Set(settings)
                        : new Said.Unreadable(
                                tenant.get(),
                                "%s: seen settings of '%s', allowed those of the key's tenant"
                                        .formatted(place, settings.tenant()));
        };
    }

    private static Optional<TenantId> tenantOf(byte @Nullable [] key) {
        try {
            return key == null ? Optional.empty() : Optional.of(new TenantId(new String(key, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notATenant) {
            return Optional.empty();
        }
    }

    /** A consumer that will read the whole topic, outside any group. */
    KafkaConsumer<byte[], byte[]> consumer() {
        return consumer(Map.of());
    }

    /** The same for who stays with the topic; {@link QuietTopic#close} closes it. */
    KafkaConsumer<byte[], byte[]> consumerThatFollows() {
        return consumer(Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, QuietTopic.FETCH_WAIT_MS));
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> further) {
        Map<String, Object> properties = kafka.readerProperties();
        properties.putAll(further);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<PartitionInfo> known = consumer.partitionsFor(kafka.topics().tenants());
            if (known == null || known.isEmpty()) {
                throw new KafkaException("topic %s: seen no partitions, allowed 1 or more"
                        .formatted(kafka.topics().tenants()));
            }
            consumer.assign(known.stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            return consumer;
        } catch (RuntimeException failure) {
            consumer.close();
            throw failure;
        }
    }

    /** Whether the consumer has read what was there when {@code ends} was asked for. */
    static boolean isPast(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** What the newest record of each tenant says, those taken back left out. Blocks until the end is read. */
    public Map<TenantId, Said> newest() {
        Map<TenantId, Said> newest = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (!isPast(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Said said = read(record);
                    switch (said) {
                        case Said.Set(TenantSettings settings) -> newest.put(settings.tenant(), said);
                        case Said.Unreadable(TenantId tenant, String _) -> newest.put(tenant, said);
                        case Said.TakenBack(TenantId tenant) -> newest.remove(tenant);
                        case Said.Nobodys _ -> {}
                    }
                }
            }
        }
        return newest;
    }

    /**
     * Writes settings; returns when Kafka has them on all replicas.
     *
     * @throws KafkaException when it cannot be reached or refuses
     */
    public void set(TenantSettings settings) {
        write(settings.tenant(), codec.encode(settings));
    }

    /** Takes a tenant's settings back: the catalogue's hold again. As above. */
    public void takeBack(TenantId tenant) {
        write(tenant, null);
    }

    private void write(TenantId tenant, byte @Nullable [] value) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        byte[] key = tenant.value().getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(kafka.topics().tenants(), key, value))
                    .get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException cause ? cause : new KafkaException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new KafkaException("writing the settings of %s was interrupted".formatted(tenant), stop);
        }
    }
}
