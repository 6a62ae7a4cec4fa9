package io.headgate.metering.sink;

import io.headgate.metering.sink.BookedRounds.Known;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Round;
import io.headgate.schemas.message.Increment.Source;
import io.headgate.schemas.sql.BulkInsert;
import io.headgate.schemas.sql.Column;
import io.headgate.schemas.sql.Column.Type;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * Table {@code rollup_source} for one batch: which increments are to be added, and which hold attempts that were added before. The
 * increments of one partition of {@code attempts} keep their order within each partition of {@code increments}, and not
 * beyond: so there is a row for each pair. Whoever writes those of a partition has moved its position in the same transaction, and
 * waits for nobody here.
 */
final class RollupSources {
    private static final String READ = """
            SELECT topic, "partition", source_partition, booked_before, round, round_through FROM rollup_source
            WHERE topic = ? AND "partition" = ?""";
    private static final String MOVE = """
            ON CONSTRAINT rollup_source_line DO UPDATE SET
                booked_before = excluded.booked_before,
                round = excluded.round,
                round_through = excluded.round_through,
                replayed_attempts = total.replayed_attempts + excluded.replayed_attempts,
                unclear_attempts = total.unclear_attempts + excluded.unclear_attempts,
                changed_at = now()""";
    private static final BulkInsert<Row> WRITE = new BulkInsert<>(
            "rollup_source AS total",
            List.of(
                    Column.text("topic", row -> row.pair.increments().topic()),
                    Column.integer("partition", row -> row.pair.increments().partition()),
                    Column.integer("source_partition", row -> row.pair.source()),
                    Column.bigint("booked_before", row -> row.rounds.before()),
                    new Column<>("round", Type.UUID, row -> row.rounds.last().id()),
                    Column.bigint("round_through", row -> row.rounds.last().through()),
                    Column.bigint("replayed_attempts", row -> row.replayed),
                    Column.bigint("unclear_attempts", row -> row.unclear)),
            MOVE);
    private static final Comparator<Pair> ORDER = Comparator.comparing(
                    (Pair pair) -> pair.increments().topic())
            .thenComparingInt(pair -> pair.increments().partition())
            .thenComparingInt(Pair::source);

    private final Map<Pair, BookedRounds> booked;
    private final Map<Pair, Row> changed = new TreeMap<>(ORDER);

    private RollupSources(Map<Pair, BookedRounds> booked) {
        this.booked = booked;
    }

    /** A partition of increments, and one of attempts that it has increments of. */
    private record Pair(TopicPartition increments, int source) {}

    private static final class Row {
        private final Pair pair;
        private BookedRounds rounds;
        private long replayed;
        private long unclear;

        Row(Pair pair, BookedRounds rounds) {
            this.pair = pair;
            this.rounds = rounds;
        }
    }

    /** As they stand before the batch. */
    static RollupSources read(Connection connection, Collection<TopicPartition> partitions) throws SQLException {
        Map<Pair, BookedRounds> booked = new HashMap<>();
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            for (TopicPartition partition : partitions) {
                read.setString(1, partition.topic());
                read.setInt(2, partition.partition());
                try (ResultSet rows = read.executeQuery()) {
                    while (rows.next()) {
                        Round last = new Round(rows.getObject(5, UUID.class), rows.getLong(6));
                        booked.put(new Pair(partition, rows.getInt(3)), new BookedRounds(rows.getLong(4), last));
                    }
                }
            }
        }
        return new RollupSources(booked);
    }

    /** What the rollups have of an increment; to be asked once for each, in the order of the partition. */
    Known take(TopicPartition partition, Increment increment) {
        Source source = increment.source();
        Round round = source == null ? null : source.round();
        if (source == null || round == null) {
            // Written before this was kept: it is told apart by the position alone.
            return Known.NOTHING;
        }
        Row row = changed.computeIfAbsent(
                new Pair(partition, source.partition()),
                pair -> new Row(pair, booked.getOrDefault(pair, BookedRounds.first(round))));
        row.rounds = row.rounds.and(round);
        Known known = row.rounds.known(source);
        switch (known) {
            case NOTHING -> {}
            case ALL -> row.replayed += increment.attempts();
            case SOME -> row.unclear += increment.attempts();
        }
        return known;
    }

    /** Writes how they stand behind the batch, in the caller's transaction. */
    void write(Connection connection) throws SQLException {
        WRITE.write(connection, List.copyOf(changed.values()));
    }

    /** How many attempts of the batch were read again. */
    long replayed() {
        return changed.values().stream().mapToLong(row -> row.replayed).sum();
    }

    /** How many were summed up with such. */
    long unclear() {
        return changed.values().stream().mapToLong(row -> row.unclear).sum();
    }
}
