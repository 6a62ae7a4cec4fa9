package io.headgate.metering.sink;

import static io.headgate.schemas.sql.Column.bigint;
import static io.headgate.schemas.sql.Column.text;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.sql.Column;
import io.headgate.schemas.sql.Column.Type;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An increment that could not be read: kept whole, since the rollups lack what it holds. */
record Reject(ConsumerRecord<byte[], byte[]> record, Failure failure) {
    static List<Column<Reject>> columns() {
        return List.of(
                text("topic", r -> r.record.topic()),
                new Column<>("partition", Type.INTEGER, r -> (long) r.record.partition()),
                bigint("offset", r -> r.record.offset()),
                text("code", r -> r.failure.code().wireName()),
                text("message", r -> LedgerRow.clean(r.failure.message())),
                new Column<>("value", Type.BYTEA, r -> r.record.value()));
    }
}
