package io.headgate.api.index;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code admissions}, {@code results}, {@code failures}, {@code notices} and {@code catalog} and keeps what they say in
 * Postgres.
 *
 * <p>All processes together are one consumer group. Offsets are committed after Postgres has committed, so a record may
 * be written twice, which changes nothing. While Postgres is away reading rests and the group membership stays; the
 * index catches up when it is back. Thread-safe.
 */
public final class RequestIndex implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RequestIndex.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(10);
    /** Who asks for a request that is not there waits for it: the offsets tell everybody how far the index is. */
    private static final Duration COMMIT_EVERY = Duration.ofMillis(250);

    private final KafkaConnection kafka;
    private final RecordReader reader;
    private final IndexWriter writer;
    private final Thread thread = new Thread(this::run, "api-index");
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile IndexStatus status = IndexStatus.STARTING;

    /** An index that is not started yet; the data source is not closed with it. */
    public RequestIndex(KafkaConnection kafka, Codecs codecs, DataSource dataSource) {
        this.kafka = kafka;
        this.reader = new RecordReader(kafka.topics(), codecs);
        this.writer = new IndexWriter(dataSource);
    }

    /** The consumer group of all processes that index. */
    public static String group(KafkaConnection kafka) {
        return kafka.topics().prefix() + "api-index";
    }

    /** Starts to follow the topics; neither Kafka nor Postgres need be there yet. Once only. */
    public void start() {
        thread.start();
    }

    public IndexStatus status() {
        return status;
    }

    /** Stops, and waits up to 10 s for what is being written. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopping(Duration.ZERO)) {
            try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
                follow(consumer);
            } catch (RuntimeException e) {
                // The next consumer begins at the committed offsets: what was held is read again.
                troubled("the index cannot read its topics", e);
                isStopping(RETRY);
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        consumer.subscribe(reader.topics());
        HeldRecords held = new HeldRecords(reader);
        Map<TopicPartition, Long> committed = new HashMap<>();
        long committedAt = System.nanoTime();
        while (!isStopping(Duration.ZERO)) {
            consumer.poll(held.isEmpty() ? POLL : RETRY).forEach(held::add);
            if (!write(held)) {
                consumer.pause(consumer.assignment());
                continue;
            }
            int written = held.count();
            held = new HeldRecords(reader);
            consumer.resume(consumer.paused());
            status = new IndexStatus(lag(consumer), null);
            if (System.nanoTime() - committedAt >= COMMIT_EVERY.toNanos()) {
                commit(consumer, committed);
                committedAt = System.nanoTime();
            }
            if (written > 0) {
                isStopping(IndexPace.after(written));
            }
        }
        if (held.isEmpty()) {
            commit(consumer, committed);
        }
    }

    private boolean write(HeldRecords held) {
        try {
            writer.write(held.batch());
            return true;
        } catch (SQLException | FlywayException e) {
            troubled("the index cannot write to Postgres", e);
            return false;
        }
    }

    /**
     * Commits how far this process has read, markers of transactions included: all of it is written.
     *
     * @param committed by it before; what has changed is added
     */
    private static void commit(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> committed) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            // One that has no position yet has none to commit; asking for it would wait.
            if (consumer.currentLag(partition).isPresent()) {
                long position = consumer.position(partition);
                if (!Long.valueOf(position).equals(committed.put(partition, position))) {
                    due.put(partition, new OffsetAndMetadata(position));
                }
            }
        }
        if (due.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(due);
        } catch (KafkaException e) {
            // The rows are there; whoever reads these records again changes nothing.
            committed.keySet().removeAll(due.keySet());
            log.atInfo().setCause(e).log("offsets of the index were not committed");
        }
    }

    private static long lag(Consumer<byte[], byte[]> consumer) {
        long lag = consumer.assignment().isEmpty() ? -1 : 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong behind = consumer.currentLag(partition);
            lag = lag < 0 || behind.isEmpty() ? -1 : lag + behind.getAsLong();
        }
        return lag;
    }

    private void troubled(String problem, Exception cause) {
        if (status.problem() == null || status == IndexStatus.STARTING) {
            log.atWarn().addKeyValue("cause", Trouble.of(cause)).log(problem);
        }
        status = new IndexStatus(status.lag(), problem);
    }

    private boolean isStopping(Duration wait) {
        try {
            return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = kafka.readerProperties();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group(kafka));
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "headgate-api-index");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A topic that is made while this process starts is found soon, not after five minutes.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        // A process that was killed is missed for so long: nothing that ends in its partitions can be looked up
        // meanwhile.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        return settings;
    }
}
