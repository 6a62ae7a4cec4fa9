package io.headgate.metering.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** The books of one sink: a batch of its topics and the positions behind it are one transaction. Blocks. */
final class Books {
    /**
     * A process that is stopped in the middle of a transaction keeps its locks; Postgres ends such a session after 10 s,
     * or its successor would wait for as long as it sleeps. No statement of a batch takes a minute.
     */
    private static final String LIMITS = """
            SELECT set_config('idle_in_transaction_session_timeout', '10s', true),
                   set_config('statement_timeout', '60s', true)""";

    /** When the network swallows everything, and nothing else would end the wait. */
    private static final int NETWORK_TIMEOUT_MS = 90_000;

    private final DataSource dataSource;

    Books(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** How booking a batch ended. */
    sealed interface Outcome {
        /** It is in the books; the next offsets are these. */
        record Booked(Map<TopicPartition, Long> next) implements Outcome {}

        /** Another process has booked this partition; nothing of the batch was written. */
        record Overtaken(TopicPartition partition) implements Outcome {}
    }

    /** Where the books of some partitions of each input stand. */
    Map<TopicPartition, Long> positions(Map<SinkInput, ? extends Collection<TopicPartition>> partitions)
            throws SQLException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        try (Connection connection = dataSource.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
            connection.setAutoCommit(true);
            for (var of : partitions.entrySet()) {
                positions.putAll(positions(of.getKey()).read(connection, of.getValue()));
            }
        }
        return positions;
    }

    /**
     * Books the records of some inputs, from where {@code expected} says on: all of them or none.
     *
     * @param inputs in the order that all processes write in
     * @throws SQLException when Postgres does not answer; whether the batch was booked is then open
     */
    Outcome book(ConsumerRecords<byte[], byte[]> records, List<SinkInput> inputs, Map<TopicPartition, Long> expected)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                Outcome outcome = write(connection, records, inputs, expected);
                if (outcome instanceof Outcome.Booked) {
                    connection.commit();
                    committed = true;
                    inputs.forEach(input -> input.booking().committed());
                }
                return outcome;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }

    private static Outcome write(
            Connection connection,
            ConsumerRecords<byte[], byte[]> records,
            List<SinkInput> inputs,
            Map<TopicPartition, Long> expected)
            throws SQLException {
        try (PreparedStatement limits = connection.prepareStatement(LIMITS)) {
            limits.execute();
        }
        // Positions first: a zombie waits for their row locks and then finds out, before it has written anything.
        Map<TopicPartition, Long> next = new LinkedHashMap<>();
        for (SinkInput input : inputs) {
            Positions positions = positions(input);
            for (TopicPartition partition : partitions(records, input)) {
                Long from = expected.get(partition);
                long to = records.records(partition).getLast().offset() + 1;
                if (from == null || !positions.move(connection, partition, from, to)) {
                    return new Outcome.Overtaken(partition);
                }
                next.put(partition, to);
            }
        }
        for (SinkInput input : inputs) {
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(records.count());
            partitions(records, input).forEach(partition -> all.addAll(records.records(partition)));
            input.booking().book(connection, all);
        }
        return new Outcome.Booked(next);
    }

    private static List<TopicPartition> partitions(ConsumerRecords<byte[], byte[]> records, SinkInput input) {
        return records.partitions().stream()
                .filter(partition -> partition.topic().equals(input.topic()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }

    private static Positions positions(SinkInput input) {
        return new Positions(input.booking().name());
    }
}
