package io.headgate.schemas.catalog.publish;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.QuietTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code catalog} topic: one partition, compacted, one key, written in transactions. */
public final class CatalogTopic {
    /** The key of every record, so that compaction keeps the newest. */
    public static final String KEY = "catalog";

    private static final Logger LOG = LoggerFactory.getLogger(CatalogTopic.class);
    private static final Duration MARKER_COMES_WITHIN = Duration.ofMillis(5);

    private final KafkaConnection kafka;
    private final MessageCodec<PublishedCatalog> codec;
    private final TopicPartition partition;

    public CatalogTopic(KafkaConnection kafka, MessageCodec<PublishedCatalog> codec) {
        this.kafka = kafka;
        this.codec = codec;
        this.partition = new TopicPartition(kafka.topics().catalog(), 0);
    }

    /** Its full name. */
    public String name() {
        return partition.topic();
    }

    /** A consumer that will read the topic from its beginning, committed records only, outside any group. */
    public KafkaConsumer<String, byte[]> consumerFromBeginning() {
        return consumer(Map.of());
    }

    /** The same for who stays with the topic; {@link QuietTopic#close} closes it. */
    public KafkaConsumer<String, byte[]> consumerThatFollows() {
        return consumer(Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, QuietTopic.FETCH_WAIT_MS));
    }

    private KafkaConsumer<String, byte[]> consumer(Map<String, Object> further) {
        Map<String, Object> properties = kafka.readerProperties();
        properties.putAll(further);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return consumer;
    }

    /** The offset behind the last committed record at this moment. */
    public long end(KafkaConsumer<String, byte[]> consumer) {
        return Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    }

    /** Where the consumer is. */
    public long position(KafkaConsumer<String, byte[]> consumer) {
        return consumer.position(partition);
    }

    public Decoded<PublishedCatalog> decode(ConsumerRecord<String, byte[]> record) {
        // A record without a value deletes the catalogue for compaction; for a reader it is as good as unreadable.
        return codec.decode(record.value() == null ? new byte[0] : record.value());
    }

    /**
     * Waits until readers see a record that was committed: the producer's commit returns when the coordinator has
     * decided it, a moment before the partition has the marker.
     *
     * @param offset of the record
     * @return false when they did not within the time
     */
    public boolean awaitReadable(long offset, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        try (KafkaConsumer<String, byte[]> consumer = consumerFromBeginning()) {
            while (end(consumer) <= offset) {
                if (System.nanoTime() - until > 0) {
                    return false;
                }
                Thread.sleep(MARKER_COMES_WITHIN);
            }
        }
        return true;
    }

    /** The published catalogue with the greatest revision; empty when there is none. Blocks until the end is read. */
    public Optional<PublishedCatalog> newest() {
        Optional<PublishedCatalog> newest = Optional.empty();
        try (KafkaConsumer<String, byte[]> consumer = consumerFromBeginning()) {
            long end = end(consumer);
            while (position(consumer) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    newest = newer(newest, record);
                }
            }
        }
        return newest;
    }

    private Optional<PublishedCatalog> newer(Optional<PublishedCatalog> newest, ConsumerRecord<String, byte[]> record) {
        return switch (decode(record)) {
            case Decoded.Readable<PublishedCatalog>(PublishedCatalog read) ->
                newest.filter(before -> before.revision().compareTo(read.revision()) >= 0)
                        .or(() -> Optional.of(read));
            case Decoded.Unreadable<PublishedCatalog>(var failure) -> {
                LOG.atWarn().log("record {} of {} cannot be read: {}", record.offset(), partition, failure.message());
                yield newest;
            }
        };
    }
}
