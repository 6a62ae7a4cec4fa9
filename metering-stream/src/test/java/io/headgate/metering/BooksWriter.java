package io.headgate.metering;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.metering.sink.LedgerBooking;
import io.headgate.metering.sink.RollupBooking;
import io.headgate.schemas.message.Attempt;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Books attempts as the sinks do, without a topic. */
public final class BooksWriter {
    private BooksWriter() {}

    public static void book(DataSource dataSource, List<Attempt> attempts) throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> ledger = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> rollup = new ArrayList<>();
        for (Attempt attempt : attempts) {
            var increment = ((Counted.Bookable) Aggregation.count(attempt)).increment();
            ledger.add(record(
                    "attempts", ledger.size(), Installation.CODECS.attempt().encode(attempt)));
            rollup.add(record(
                    "increments", rollup.size(), Installation.CODECS.increment().encode(increment)));
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            new LedgerBooking(Installation.CODECS.attempt()).book(connection, ledger);
            new RollupBooking(Installation.CODECS.increment()).book(connection, rollup);
            connection.commit();
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, byte[] value) {
        return new ConsumerRecord<>(topic, 0, offset, null, value);
    }
}
