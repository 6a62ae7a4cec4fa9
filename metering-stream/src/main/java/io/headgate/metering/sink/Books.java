package io.headgate.metering.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** The books of one sink: a batch and the positions behind it are one transaction. Blocks. */
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
    private final Booking booking;
    private final Positions positions;

    Books(DataSource dataSource, Booking booking) {
        this.dataSource = dataSource;
        this.booking = booking;
        this.positions = new Positions(booking.name());
    }

    /** How booking a batch ended. */
    sealed interface Outcome {
        /** It is in the books; the next offsets are these. */
        record Booked(Map<TopicPartition, Long> next) implements Outcome {}

        /** Another process has booked this partition; nothing of the batch was written. */
        record Overtaken(TopicPartition partition) implements Outcome {}
    }

    Map<TopicPartition, Long> positions(Collection<TopicPartition> partitions) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
            connection.setAutoCommit(true);
            return positions.read(connection, partitions);
        }
    }

    /**
     * Books records from where {@code expected} says on.
     *
     * @throws SQLException when Postgres does not answer; whether the batch was booked is then open
     */
    Outcome book(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> expected) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                Outcome outcome = write(connection, records, expected);
                if (outcome instanceof Outcome.Booked) {
                    connection.commit();
                    committed = true;
                    booking.committed();
                }
                return outcome;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }

    private Outcome write(
            Connection connection, ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> expected)
            throws SQLException {
        try (PreparedStatement limits = connection.prepareStatement(LIMITS)) {
            limits.execute();
        }
        // Positions first: a zombie waits for their row locks and then finds out, before it has written anything.
        SortedMap<TopicPartition, Long> next =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
            next.put(partition, ofPartition.getLast().offset() + 1);
            all.addAll(ofPartition);
        }
        for (Map.Entry<TopicPartition, Long> move : next.entrySet()) {
            Long from = expected.get(move.getKey());
            if (from == null || !positions.move(connection, move.getKey(), from, move.getValue())) {
                return new Outcome.Overtaken(move.getKey());
            }
        }
        booking.book(connection, all);
        return new Outcome.Booked(next);
    }
}
