package io.headgate.router.edge.relay;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's relay while all goes well: results read committed, its own written to its topics with the offsets, in one
 * transaction. What is read is written before more is read. Whatever fails ends the session; nothing of it is lost, since
 * the next one goes on at the offsets that are committed.
 */
final class RelaySession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RelaySession.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** How long what is nobody's of ours may be read without saying so. */
    private static final Duration OFFSETS_AFTER = Duration.ofSeconds(5);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final byte[] tenant;
    private final Set<String> topics;
    private final String results;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    private long committedAt = System.nanoTime();

    /** @param transactionalId the same for all sessions of a relay in this process, and for nobody else's */
    RelaySession(KafkaConnection kafka, TenantId tenant, Set<String> topics, String transactionalId) {
        this.tenant = tenant.value().getBytes(StandardCharsets.UTF_8);
        this.topics = topics;
        this.results = kafka.topics().results();
        this.consumer = consumer(kafka, kafka.topics().prefix() + "relay." + tenant);
        try {
            this.producer = producer(kafka, transactionalId);
        } catch (RuntimeException refused) {
            consumer.close();
            throw refused;
        }
    }

    /**
     * Relays until it is stopped.
     *
     * @param relayed is told of each transaction that wrote results, and how many
     * @throws KafkaException when Kafka, or one of the topics, cannot be used
     */
    void run(BooleanSupplier stopped, IntConsumer relayed) {
        producer.initTransactions();
        consumer.subscribe(List.of(results), new ForgetsWhatIsGone());
        while (!stopped.getAsBoolean()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            // As of this poll: a member that was thrown out since then must not commit.
            ConsumerGroupMetadata membership = consumer.groupMetadata();
            next.putAll(records.nextOffsets());
            List<ConsumerRecord<byte[], byte[]>> own = own(records);
            if (!own.isEmpty() || (!next.isEmpty() && offsetsAreDue())) {
                write(own, membership);
                if (!own.isEmpty()) {
                    relayed.accept(own.size());
                }
            }
        }
    }

    /** Ends a poll that waits. From any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    private boolean offsetsAreDue() {
        return System.nanoTime() - committedAt > OFFSETS_AFTER.toNanos();
    }

    private List<ConsumerRecord<byte[], byte[]>> own(ConsumerRecords<byte[], byte[]> records) {
        return records.partitions().stream()
                .flatMap(partition -> records.records(partition).stream())
                .filter(record -> {
                    Header header = record.headers().lastHeader(HeaderNames.TENANT);
                    return header != null && Arrays.equals(header.value(), tenant);
                })
                .toList();
    }

    private void write(List<ConsumerRecord<byte[], byte[]>> own, ConsumerGroupMetadata membership) {
        producer.beginTransaction();
        try {
            for (ConsumerRecord<byte[], byte[]> record : own) {
                for (String topic : topics) {
                    producer.send(new ProducerRecord<>(
                            topic, null, record.timestamp(), record.key(), record.value(), record.headers()));
                }
            }
            producer.sendOffsetsToTransaction(next, membership);
            producer.commitTransaction();
        } catch (KafkaException failed) {
            abort();
            throw failed;
        }
        next.clear();
        committedAt = System.nanoTime();
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException ended) {
            log.atDebug().log("a relay's transaction ends by itself: {}", ended.toString());
        }
    }

    /** What another member goes on with must not be committed here. */
    private final class ForgetsWhatIsGone implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> gone) {
            next.keySet().removeAll(gone);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> come) {
            log.atDebug().log("a relay reads {}", come);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaConnection kafka, String group) {
        Map<String, Object> config = kafka.readerProperties();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        // There is one of these for each tenant: together they must not fill the memory.
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * 1024 * 1024);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 * 1024);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaConnection kafka, String transactionalId) {
        Map<String, Object> config = kafka.clientProperties();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        // A topic that is gone is found out before the transaction is too old.
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 20_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 9 * 1024 * 1024);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
        consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    }
}
