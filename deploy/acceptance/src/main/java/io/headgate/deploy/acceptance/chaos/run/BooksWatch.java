package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.deploy.acceptance.cluster.Database;
import io.headgate.schemas.process.KafkaConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Sees by their positions how far the books are. */
final class BooksWatch {
    private static final long LOOK_MILLIS = 100;
    private static final String POSITIONS =
            "SELECT \"partition\", min(next_offset) FROM stream_position WHERE topic = ? GROUP BY \"partition\"";

    private final KafkaConnection kafka;
    private final Database database;

    BooksWatch(KafkaConnection kafka, Database database) {
        this.kafka = kafka;
        this.database = database;
    }

    /**
     * Waits until the books have every attempt that was committed when it was called.
     *
     * @param fromNanos from when on to measure, of {@link System#nanoTime}
     * @return empty when that took longer than {@code atMost}
     */
    Optional<Duration> catchUp(long fromNanos, Duration atMost) throws InterruptedException {
        Optional<Map<Integer, Long>> wanted = Optional.empty();
        while (System.nanoTime() - fromNanos < atMost.toNanos()) {
            if (wanted.isEmpty()) {
                wanted = committed();
            }
            if (wanted.isPresent() && hasAll(wanted.get())) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - fromNanos));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return Optional.empty();
    }

    /** The end of each partition of {@code attempts} that has any; empty when the brokers do not answer. */
    private Optional<Map<Integer, Long>> committed() throws InterruptedException {
        String topic = kafka.topics().attempts();
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            List<TopicPartition> partitions =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                            .flatMap(described -> described.partitions().stream())
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            Map<TopicPartition, OffsetSpec> ends =
                    partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
            Map<Integer, Long> committed = new HashMap<>();
            admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> {
                        if (end.offset() > 0) {
                            committed.put(partition.partition(), end.offset());
                        }
                    });
            return Optional.of(committed);
        } catch (ExecutionException notNow) {
            return Optional.empty();
        }
    }

    private boolean hasAll(Map<Integer, Long> wanted) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(POSITIONS)) {
            statement.setString(1, kafka.topics().attempts());
            Map<Integer, Long> booked = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    booked.put(rows.getInt(1), rows.getLong(2));
                }
            }
            // The last offsets of a partition are the marks of its transactions, which are not booked.
            return wanted.entrySet().stream()
                    .allMatch(end -> booked.getOrDefault(end.getKey(), 0L) >= end.getValue() - 1);
        } catch (SQLException notNow) {
            return false;
        }
    }
}
