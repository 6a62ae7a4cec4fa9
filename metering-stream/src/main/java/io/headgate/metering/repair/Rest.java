package io.headgate.metering.repair;

import io.headgate.metering.stream.StreamSettings;
import io.headgate.schemas.process.KafkaConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether ledger and rollups have taken in the same attempts, so that they may be compared. The caller's transaction holds the
 * positions of the sinks, which book nothing meanwhile. Then, in this order: the stream has read every attempt; it holds no sums
 * that it has not emitted; the rollups have every increment; and no attempt has come that the ledger has not. What was emitted
 * before the last of these is of attempts that the ledger has. For one thread.
 */
public final class Rest implements BooksRepair.Quiet {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HOLD = """
            SELECT topic, "partition", next_offset FROM stream_position WHERE sink = ? AND topic = ?
            ORDER BY "partition" FOR UPDATE""";

    /** No round of the stream has this id: what goes on begins one that goes farther. */
    private static final String KNOWN = """
            INSERT INTO rollup_source AS total
                (topic, "partition", source_partition, booked_before, round, round_through)
            VALUES (?, ?, ?, ?, gen_random_uuid(), ?)
            ON CONFLICT ON CONSTRAINT rollup_source_line DO UPDATE SET
                booked_before = excluded.booked_before,
                round = excluded.round,
                round_through = excluded.round_through,
                changed_at = now()
            WHERE total.round_through < excluded.round_through""";

    private final KafkaConnection kafka;
    private Map<TopicPartition, Long> read = Map.of();
    private List<TopicPartition> added = List.of();

    public Rest(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /**
     * What is under way; nothing when the books are at rest, and then they are until the caller's transaction ends.
     *
     * @throws SQLException when Postgres does not answer
     * @throws ExecutionException when Kafka does not
     */
    @Override
    public List<String> underWay(Connection connection) throws SQLException, ExecutionException, InterruptedException {
        String attempts = kafka.topics().attempts();
        String increments = kafka.topics().increments();
        Map<TopicPartition, Long> ledger = held(connection, "ledger", attempts);
        Map<TopicPartition, Long> rollups = held(connection, "rollup", increments);
        List<String> underWay = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            CommittedLog log = new CommittedLog(consumer, PATIENCE);
            read = streamed();
            added = log.partitions(increments);
            told(underWay, log.unread(from(log, attempts, read)), "the stream has not read it to its end");
            int open = log.live(log.partitions(StreamSettings.changelog(kafka)));
            if (open > 0) {
                underWay.add("%s: %d lines are not emitted yet".formatted(StreamSettings.changelog(kafka), open));
            }
            told(underWay, log.unread(from(log, increments, rollups)), "the rollups have not read it to its end");
            told(underWay, log.unread(from(log, attempts, ledger)), "the ledger has not read it to its end");
        }
        return underWay;
    }

    /**
     * All that the stream had read is in the rollups now, or its month is yet to be repaired: if it is read again some day, it is
     * not added again.
     */
    @Override
    public void repaired(Connection connection) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement(KNOWN)) {
            for (TopicPartition partition : added) {
                for (Map.Entry<TopicPartition, Long> next : read.entrySet()) {
                    if (next.getValue() > 0) {
                        known.setString(1, partition.topic());
                        known.setInt(2, partition.partition());
                        known.setInt(3, next.getKey().partition());
                        known.setLong(4, next.getValue() - 2);
                        known.setLong(5, next.getValue() - 1);
                        known.addBatch();
                    }
                }
            }
            known.executeBatch();
        }
    }

    private static void told(List<String> underWay, Optional<TopicPartition> unread, String what) {
        unread.ifPresent(partition -> underWay.add(partition + ": " + what));
    }

    /** Every partition of the topic, at its position, or at the beginning where it has none. */
    private static Map<TopicPartition, Long> from(CommittedLog log, String topic, Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> from = new HashMap<>();
        log.partitions(topic).forEach(partition -> from.put(partition, positions.getOrDefault(partition, 0L)));
        return from;
    }

    private static Map<TopicPartition, Long> held(Connection connection, String sink, String topic)
            throws SQLException {
        Map<TopicPartition, Long> held = new HashMap<>();
        try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
            hold.setString(1, sink);
            hold.setString(2, topic);
            try (ResultSet rows = hold.executeQuery()) {
                while (rows.next()) {
                    held.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
        }
        return held;
    }

    /** Where the Streams job stands, by its last transaction. */
    private Map<TopicPartition, Long> streamed() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> streamed = new HashMap<>();
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.listConsumerGroupOffsets(
                            StreamSettings.applicationId(kafka),
                            new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, position) -> {
                        if (position != null) {
                            streamed.put(partition, position.offset());
                        }
                    });
        }
        return streamed;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = kafka.readerProperties();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }
}
