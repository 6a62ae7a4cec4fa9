package io.headgate.metering.sink;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Bill;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.money.Price;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts into {@code usage_ledger}, one row each, and the prices they were rated at into {@code price_rate}. What the
 * Streams job sends to the dead letters has no row either, so ledger and rollups hold the same attempts.
 */
public final class LedgerBooking implements Booking {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerBooking.class);
    private static final RowInsert<LedgerRow> INSERT =
            new RowInsert<>("usage_ledger", "usage_ledger_row", LedgerColumns.all());

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
        RowWriter<LedgerRow> writer = INSERT.rows();
        List<LedgerEntry> all = new ArrayList<>(records.size());
        Map<PriceId, Price> prices = new HashMap<>();
        records.forEach(record -> readable(record).ifPresent(row -> {
            all.add(new LedgerEntry(row.accountedAt(), row.partition(), row.offset(), writer.write(row)));
            Price price = row.bill().price();
            if (price != null) {
                prices.putIfAbsent(price.id(), price);
            }
        }));
        PriceRates.keep(connection, prices.values());
        List<LedgerEntry> entries = new ArrayList<>(LedgerMonths.open(connection, all));
        entries.sort(LedgerEntry.BY_KEY);
        int written =
                INSERT.write(connection, entries.stream().map(LedgerEntry::row).toList());
        if (written < entries.size()) {
            LOG.atWarn().log("ledger: {} of {} attempts had a row already", entries.size() - written, entries.size());
        }
    }

    private Optional<LedgerRow> readable(ConsumerRecord<byte[], byte[]> record) {
        return codec.decode(record.value()) instanceof Decoded.Readable<Attempt>(var attempt)
                        && Aggregation.refusal(attempt).isEmpty()
                ? Optional.of(new LedgerRow(attempt, Bill.of(attempt), record.partition(), record.offset()))
                : Optional.empty();
    }
}
