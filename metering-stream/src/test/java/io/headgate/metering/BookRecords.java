package io.headgate.metering;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.metering.sink.LedgerBooking;
import io.headgate.metering.sink.OrphanBooking;
import io.headgate.metering.sink.RollupBooking;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Intent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Books attempts without a broker: as the sinks do, each booking in a transaction of its own. */
public final class BookRecords {
    private BookRecords() {}

    /** Into the ledger, as the records of partition 0 from an offset on. */
    public static void intoLedger(DataSource dataSource, List<Attempt> attempts, long firstOffset) throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Attempt attempt : attempts) {
            records.add(record(
                    "attempts",
                    firstOffset + records.size(),
                    Installation.CODECS.attempt().encode(attempt)));
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            new LedgerBooking(Installation.CODECS.attempt()).book(connection, records);
            connection.commit();
        }
    }

    /** Into the ledger, as the orphans of partition 0 from the first offset on. */
    public static void intoOrphans(DataSource dataSource, List<Intent> orphans) throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Intent orphan : orphans) {
            records.add(record(
                    "orphans", records.size(), Installation.CODECS.intent().encode(orphan)));
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            new OrphanBooking(Installation.CODECS.intent()).book(connection, records);
            connection.commit();
        }
    }

    /** Into the rollups, an increment for each. */
    public static void intoRollups(DataSource dataSource, List<Attempt> attempts) throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Attempt attempt : attempts) {
            Increment increment = ((Counted.Bookable) Aggregation.count(attempt, Installation.TAGS)).increment();
            records.add(record(
                    "increments",
                    records.size(),
                    Installation.CODECS.increment().encode(increment)));
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            new RollupBooking(Installation.CODECS.increment()).book(connection, records);
            connection.commit();
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, byte[] value) {
        return new ConsumerRecord<>(topic, 0, offset, null, value);
    }
}
