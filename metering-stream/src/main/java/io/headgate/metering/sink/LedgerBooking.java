package io.headgate.metering.sink;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Bill;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.sql.BulkInsert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts into {@code usage_ledger}, one row each, and the prices they were rated at into {@code price_rate}. What the
 * Streams job sends to the dead letters has no row either, so ledger and rollups hold the same attempts.
 */
public final class LedgerBooking implements Booking {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerBooking.class);
    private static final BulkInsert<LedgerRow> INSERT =
            new BulkInsert<>("usage_ledger", LedgerColumns.all(), "DO NOTHING");

    private final MessageCodec<Attempt> codec;

    public LedgerBooking(MessageCodec<Attempt> codec) {
        this.codec = codec;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public void book(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        List<LedgerRow> all = new ArrayList<>(records.size());
        records.forEach(record -> readable(record, all));
        PriceRates.keep(connection, all.stream().map(LedgerRow::bill).toList());
        List<LedgerRow> rows = new ArrayList<>(LedgerMonths.open(connection, all));
        rows.sort(LedgerRow.BY_KEY);
        int written = INSERT.write(connection, rows);
        if (written < rows.size()) {
            LOG.atWarn().log("ledger: {} of {} attempts had a row already", rows.size() - written, rows.size());
        }
    }

    private void readable(ConsumerRecord<byte[], byte[]> record, List<LedgerRow> rows) {
        if (record.value() == null) {
            return;
        }
        switch (codec.decode(record.value())) {
            case Decoded.Readable<Attempt>(var attempt) -> {
                if (Aggregation.refusal(attempt).isEmpty()) {
                    rows.add(new LedgerRow(attempt, Bill.of(attempt), record.partition(), record.offset()));
                }
            }
            case Decoded.Unreadable<Attempt> _ -> {}
        }
    }
}
