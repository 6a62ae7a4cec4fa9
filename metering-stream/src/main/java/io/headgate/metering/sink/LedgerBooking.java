package io.headgate.metering.sink;

import static io.headgate.metering.sink.Column.bigint;
import static io.headgate.metering.sink.Column.text;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.BookText;
import io.headgate.metering.aggregate.Counted;
import io.headgate.metering.sink.Column.Type;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts into {@code usage_ledger}, one row each. What the Streams job sends to the dead letters has no row either,
 * so ledger and rollups hold the same attempts.
 */
public final class LedgerBooking implements Booking {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerBooking.class);
    private static final BulkInsert<LedgerRow> INSERT = new BulkInsert<>("usage_ledger", columns(), "DO NOTHING");

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
        List<LedgerRow> rows = new ArrayList<>(records.size());
        records.forEach(record -> readable(record, rows));
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
                switch (Aggregation.count(attempt)) {
                    case Counted.Bookable _ -> rows.add(new LedgerRow(attempt, record.partition(), record.offset()));
                    case Counted.Refused _ -> {}
                }
            }
            case Decoded.Unreadable<Attempt> _ -> {}
        }
    }

    private static List<Column<LedgerRow>> columns() {
        return Stream.of(identity(), outcome(), meters(), money(), source())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Column<LedgerRow>> identity() {
        return List.of(
                text("tenant", r -> r.attempt().key().tenant().value()),
                text("request_id", r -> r.attempt().key().request().value()),
                text("attempt_id", r -> r.attempt().summary().id().value()),
                new Column<>("number", Type.INTEGER, r -> (long) r.attempt().number()),
                text("alias", r -> r.attempt().alias().value()),
                text("provider", r -> r.attempt().summary().target().provider().value()),
                text("endpoint", r -> r.attempt().summary().target().endpoint().value()),
                text("model", r -> r.attempt().summary().target().model().value()),
                text(
                        "provider_model",
                        r -> BookText.name(r.attempt().summary().target().providerModel())),
                text("served_model", r -> LedgerRow.clean(r.attempt().servedModel())),
                text("project", LedgerRow::project),
                new Column<>("tags", Type.JSONB, LedgerRow::tags),
                text(
                        "user_id",
                        r -> r.attempt().userId() == null
                                ? null
                                : r.attempt().userId().value()),
                text("task_type", r -> LedgerRow.clean(r.attempt().taskType())));
    }

    private static List<Column<LedgerRow>> outcome() {
        return List.of(
                text("status", r -> r.attempt().summary().status().name().toLowerCase(Locale.ROOT)),
                text(
                        "failure_code",
                        r -> r.attempt().summary().failure() == null
                                ? null
                                : r.attempt().summary().failure().code().wireName()),
                new Column<>(
                        "http_status",
                        Type.INTEGER,
                        r -> r.attempt().summary().httpStatus() == null
                                ? null
                                : r.attempt().summary().httpStatus().longValue()),
                new Column<>(
                        "started_at",
                        Type.TIMESTAMPTZ,
                        r -> r.attempt().summary().startedAt()),
                bigint("duration_ms", r -> r.attempt().summary().duration().toMillis()),
                new Column<>("first_byte_at", Type.TIMESTAMPTZ, r -> r.attempt().firstByteAt()));
    }

    private static List<Column<LedgerRow>> meters() {
        return Arrays.stream(Meter.values())
                .map(meter -> Column.<LedgerRow>bigint("meter_" + meter.wireName(), r -> r.meter(meter)))
                .toList();
    }

    private static List<Column<LedgerRow>> money() {
        return List.of(
                text("usage_source", LedgerRow::usageSource),
                text("price_id", r -> priceId(r.attempt().price())),
                text("currency", LedgerRow::currency),
                new Column<>("cost", Type.NUMERIC, LedgerRow::cost),
                text("unpriced_reason", LedgerRow::unpricedReason));
    }

    private static List<Column<LedgerRow>> source() {
        return List.of(
                bigint("revision", r -> r.attempt().revision().number()),
                text("upstream_request_id", r -> LedgerRow.clean(r.attempt().upstreamRequestId())),
                new Column<>("source_partition", Type.INTEGER, r -> (long) r.partition()),
                bigint("source_offset", LedgerRow::offset));
    }

    private static @Nullable String priceId(@Nullable Price price) {
        return price == null ? null : price.id().value();
    }
}
