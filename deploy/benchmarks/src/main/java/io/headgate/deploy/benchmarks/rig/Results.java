package io.headgate.deploy.benchmarks.rig;

import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed of a topic, results where nothing else is said, and counts it: each once, and what came again. One thread. */
public final class Results implements AutoCloseable {
    private static final int MAX_POLL = 10_000;

    private final KafkaConsumer<byte[], byte[]> reader;
    private final int first;
    private final int expected;
    private final Consumer<ConsumerRecord<byte[], byte[]>> witness;
    private final BitSet seen;
    private int distinct;
    private int repeated;

    /**
     * @param first number of the first request that is waited for; where it is 0, the topic is read from its beginning,
     *     else from its end on
     * @param witness is shown each record that came for the first time
     */
    Results(
            KafkaConnection kafka,
            String topic,
            int first,
            int expected,
            Consumer<ConsumerRecord<byte[], byte[]>> witness) {
        this.first = first;
        this.expected = expected;
        this.witness = witness;
        this.seen = new BitSet(expected);
        Map<String, Object> config = kafka.readerProperties();
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL);
        reader = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = Lane.partitions(reader, topic);
        reader.assign(all);
        if (first == 0) {
            reader.seekToBeginning(all);
        } else {
            reader.seekToEnd(all);
        }
        // A seek is made when it is needed: now, not after what it is to be read has come.
        all.forEach(reader::position);
    }

    /** Hears of each result that came for the first time. */
    @FunctionalInterface
    public interface Arrival {
        /**
         * @param index of the request, 0 for the first that is waited for
         * @param at on the clock of {@link System#nanoTime}
         */
        void of(int index, long at);
    }

    /** Takes in what has come, waiting for the first of it up to {@code longest}. */
    public void poll(Duration longest, Arrival arrival) {
        ConsumerRecords<byte[], byte[]> polled = reader.poll(longest);
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> next : polled) {
            int index = Sample.index(next.key()) - first;
            if (index < 0 || seen.get(index)) {
                repeated++;
            } else {
                seen.set(index);
                distinct++;
                witness.accept(next);
                arrival.of(index, now);
            }
        }
    }

    /** Different requests that have a result. */
    public int distinct() {
        return distinct;
    }

    /** All results that came, those of the same request as well. */
    public int all() {
        return distinct + repeated;
    }

    public int expected() {
        return expected;
    }

    public boolean complete() {
        return distinct >= expected;
    }

    @Override
    public void close() {
        reader.close();
    }
}
