package io.headgate.metering.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a sink writes for a batch of records. */
public interface Booking {
    /** The sink's name in {@code stream_position} and in its consumer group. */
    String name();

    /** Writes what the records say, in the caller's transaction; called again with the same records after a rollback. */
    void book(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException;

    /** What was written last is committed. */
    default void committed() {}
}
