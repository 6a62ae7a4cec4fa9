package io.headgate.metering.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Up to where one sink has booked, as {@code stream_position} has it. Always within the caller's transaction. */
final class Positions {
    private static final String START = """
            INSERT INTO stream_position (sink, topic, "partition", next_offset) VALUES (?, ?, ?, 0)
            ON CONFLICT DO NOTHING""";
    private static final String READ = """
            SELECT next_offset FROM stream_position WHERE sink = ? AND topic = ? AND "partition" = ?""";
    private static final String MOVE = """
            UPDATE stream_position SET next_offset = ?
            WHERE sink = ? AND topic = ? AND "partition" = ? AND next_offset = ?""";

    private final String sink;

    Positions(String sink) {
        this.sink = sink;
    }

    /** The next offset of each partition; 0 for one that was never booked. */
    Map<TopicPartition, Long> read(Connection connection, Collection<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try (PreparedStatement start = connection.prepareStatement(START)) {
                name(start, 1, partition);
                start.executeUpdate();
            }
            positions.put(partition, read(connection, partition));
        }
        return positions;
    }

    private long read(Connection connection, TopicPartition partition) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            name(read, 1, partition);
            try (ResultSet rows = read.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("stream_position of %s, %s: seen no row".formatted(sink, partition));
                }
                return rows.getLong(1);
            }
        }
    }

    /** Moves a position; false when it is not where it is expected: somebody else has booked. */
    boolean move(Connection connection, TopicPartition partition, long expected, long next) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setLong(1, next);
            name(move, 2, partition);
            move.setLong(5, expected);
            return move.executeUpdate() == 1;
        }
    }

    private void name(PreparedStatement statement, int from, TopicPartition partition) throws SQLException {
        statement.setString(from, sink);
        statement.setString(from + 1, partition.topic());
        statement.setInt(from + 2, partition.partition());
    }
}
