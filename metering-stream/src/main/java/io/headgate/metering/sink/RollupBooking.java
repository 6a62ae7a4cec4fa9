package io.headgate.metering.sink;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Increment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Increments added to the rollups; those of closed months are counted besides. */
public final class RollupBooking implements Booking {
    private static final Logger LOG = LoggerFactory.getLogger(RollupBooking.class);
    private static final BulkInsert<Reject> REJECT =
            new BulkInsert<>("metering_reject", Reject.columns(), "DO NOTHING");

    private final MessageCodec<Increment> codec;

    public RollupBooking(MessageCodec<Increment> codec) {
        this.codec = codec;
    }

    @Override
    public String name() {
        return "rollup";
    }

    @Override
    public void book(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        List<Increment> increments = new ArrayList<>(records.size());
        List<Reject> rejects = new ArrayList<>();
        records.forEach(record -> read(record, increments, rejects));
        Rollups.add(connection, increments);
        LateAttempts.count(connection, increments);
        REJECT.write(connection, rejects);
    }

    private void read(ConsumerRecord<byte[], byte[]> record, List<Increment> increments, List<Reject> rejects) {
        Decoded<Increment> decoded = record.value() == null
                ? new Decoded.Unreadable<>(Failure.of(FailureCode.NULL_RECORD, "increment: the record has no value"))
                : codec.decode(record.value());
        switch (decoded) {
            case Decoded.Readable<Increment>(var increment) -> increments.add(increment);
            case Decoded.Unreadable<Increment>(var failure) -> {
                LOG.atError()
                        .log(
                                "increment at {} {} cannot be read, kept in metering_reject: {}",
                                record.topic() + "-" + record.partition(),
                                record.offset(),
                                failure);
                rejects.add(new Reject(record, failure));
            }
        }
    }
}
