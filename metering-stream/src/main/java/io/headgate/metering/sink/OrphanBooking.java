package io.headgate.metering.sink;

import static io.headgate.schemas.sql.Column.bigint;
import static io.headgate.schemas.sql.Column.integer;
import static io.headgate.schemas.sql.Column.numeric;
import static io.headgate.schemas.sql.Column.text;
import static io.headgate.schemas.sql.Column.timestamp;
import static java.util.stream.Collectors.toCollection;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.sql.BulkInsert;
import io.headgate.schemas.sql.Column;
import io.headgate.schemas.sql.Column.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that a crash orphaned into {@code usage_ledger}: a row each, of kind {@code orphan}, without usage or cost, with what
 * it can have cost at most. They are in no rollup: nobody knows whether there is anything to sum up.
 */
public final class OrphanBooking implements Booking {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanBooking.class);
    private static final BulkInsert<OrphanRow> INSERT = new BulkInsert<>("usage_ledger", columns(), "DO NOTHING");
    private static final String REASON = "orphaned: a crash cut the call off, and nobody learned what it used";

    private final MessageCodec<Intent> codec;

    public OrphanBooking(MessageCodec<Intent> codec) {
        this.codec = codec;
    }

    @Override
    public String name() {
        return "orphan";
    }

    @Override
    public void book(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        List<OrphanRow> rows = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() == null) {
                continue;
            }
            switch (codec.decode(record.value())) {
                case Decoded.Readable<Intent>(var intent) ->
                    rows.add(new OrphanRow(intent, record.partition(), record.offset()));
                case Decoded.Unreadable<Intent>(var failure) ->
                    LOG.atError()
                            .log(
                                    "orphan at {}-{} {} cannot be read: {}",
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    failure);
            }
        }
        rows.sort(OrphanRow.BY_KEY);
        LedgerMonths.open(connection, rows.stream().map(OrphanRow::month).collect(toCollection(TreeSet::new)));
        INSERT.write(connection, rows);
    }

    private static List<Column<OrphanRow>> columns() {
        return Stream.of(identity(), outcome(), meters()).flatMap(List::stream).toList();
    }

    private static List<Column<OrphanRow>> identity() {
        return List.of(
                text("kind", _ -> "orphan"),
                timestamp("accounted_at", r -> r.intent().startedAt()),
                text("tenant", r -> r.intent().key().tenant().value()),
                text("request_id", r -> r.intent().key().request().value()),
                text("attempt_id", r -> r.intent().attempt().value()),
                integer("number", r -> r.intent().number()),
                text("alias", r -> r.intent().alias().value()),
                text("provider", r -> r.intent().target().provider().value()),
                text("endpoint", r -> r.intent().target().endpoint().value()),
                text("model", r -> r.intent().target().model().value()),
                text("provider_model", OrphanRow::providerModel),
                text("project", OrphanRow::project),
                new Column<>("tags", Type.JSONB, OrphanRow::tags),
                bigint("revision", r -> r.intent().revision().number()),
                integer("source_partition", OrphanRow::partition),
                bigint("source_offset", OrphanRow::offset));
    }

    private static List<Column<OrphanRow>> outcome() {
        return List.of(
                text("status", _ -> "unknown"),
                text("unpriced_reason", _ -> REASON),
                text("price_id", OrphanRow::priceId),
                numeric("upper_bound", OrphanRow::upperBound),
                text("upper_bound_currency", OrphanRow::upperBoundCurrency),
                timestamp("dispatched_at", r -> r.intent().dispatchedAt()),
                timestamp("started_at", r -> r.intent().startedAt()),
                bigint("duration_ms", _ -> 0L));
    }

    private static List<Column<OrphanRow>> meters() {
        return Arrays.stream(Meter.values())
                .map(meter -> Column.<OrphanRow>bigint("meter_" + meter.wireName(), _ -> 0L))
                .toList();
    }
}
