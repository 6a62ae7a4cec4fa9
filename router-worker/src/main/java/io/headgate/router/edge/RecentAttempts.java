package io.headgate.router.edge;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the attempts of the last hours once, on a thread of its own and without a group: a process that begins knows what
 * requests take without having to learn it anew. Whatever fails, it is learned from what comes.
 */
final class RecentAttempts implements AutoCloseable {
    static final Duration BACK = Duration.ofHours(3);

    /** Of each partition; means are over a few hundred requests of each alias and model. */
    static final long MOST = 10_000;

    private static final Logger log = LoggerFactory.getLogger(RecentAttempts.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final MessageCodec<Attempt> codec;
    private final java.util.function.Consumer<Attempt> out;
    private final InstantSource clock;
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private volatile boolean closed;

    RecentAttempts(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            MessageCodec<Attempt> codec,
            java.util.function.Consumer<Attempt> out,
            InstantSource clock) {
        this.consumers = consumers;
        this.topic = topic;
        this.codec = codec;
        this.out = out;
        this.clock = clock;
        this.thread =
                Thread.ofPlatform().name("router-recent-attempts").daemon().unstarted(this::run);
    }

    static RecentAttempts of(
            KafkaConnection kafka,
            MessageCodec<Attempt> codec,
            java.util.function.Consumer<Attempt> out,
            InstantSource clock) {
        return new RecentAttempts(() -> consumer(kafka), kafka.topics().attempts(), codec, out, clock);
    }

    private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka) {
        Map<String, Object> config = kafka.readerProperties();
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Begins to read; returns at once. */
    void start() {
        thread.start();
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            reading = consumer;
            read(consumer);
        } catch (WakeupException closing) {
            log.atDebug().log("{} is read no more", topic);
        } catch (KafkaException away) {
            log.atWarn().addKeyValue("cause", away.toString()).log("what requests take is learned anew");
        } finally {
            reading = null;
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        begin(consumer, ends);
        while (!closed && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(record -> {
                if (record.value() != null
                        && codec.decode(record.value()) instanceof Decoded.Readable<Attempt>(Attempt attempt)) {
                    out.accept(attempt);
                }
            });
        }
    }

    private void begin(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long since = clock.instant().minus(BACK).toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(
                ends.keySet().stream().collect(Collectors.toMap(partition -> partition, _ -> since)));
        ends.forEach((partition, end) -> {
            // Kafka's map holds null where nothing was written since.
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? end : Math.max(start.offset(), end - MOST));
        });
    }

    /** Stops reading, if it still does. */
    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> current = reading;
        if (current != null) {
            current.wakeup();
        }
        try {
            if (thread.isAlive() && !thread.join(CLOSE_WITHIN)) {
                log.atWarn().log("the reader of {} did not end within {}", topic, CLOSE_WITHIN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
