package io.headgate.metering.sink;

import static io.headgate.metering.sink.Column.bigint;
import static io.headgate.metering.sink.Column.text;
import static java.util.stream.Collectors.joining;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.sink.Column.Type;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Increments added to {@code rollup_minute}, those of a batch summed up by line first. */
public final class RollupBooking implements Booking {
    private static final Logger LOG = LoggerFactory.getLogger(RollupBooking.class);
    private static final BulkInsert<Increment> ADD =
            new BulkInsert<>("rollup_minute AS line", columns(), "ON CONSTRAINT rollup_minute_line " + adding());
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
        ADD.write(connection, List.copyOf(Aggregation.byLine(increments).values()));
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

    private static List<Column<Increment>> columns() {
        return Stream.of(key(), counts(), meters(), amount())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Column<Increment>> key() {
        return List.of(
                text("tenant", i -> i.line().tenant().value()),
                new Column<>("minute", Type.TIMESTAMPTZ, i -> i.line().minute()),
                text("project", i -> i.line().project()),
                text("alias", i -> i.line().alias().value()),
                text("provider", i -> i.line().target().provider().value()),
                text("endpoint", i -> i.line().target().endpoint().value()),
                text("model", i -> i.line().target().model().value()),
                text("provider_model", i -> i.line().target().providerModel()),
                text("currency", i -> code(i.line().currency())));
    }

    private static List<Column<Increment>> counts() {
        return List.of(
                bigint("attempts", Increment::attempts),
                bigint("completed", Increment::completed),
                bigint("unpriced", Increment::unpriced),
                bigint("estimated", Increment::estimated));
    }

    private static List<Column<Increment>> meters() {
        return Arrays.stream(Meter.values())
                .map(meter -> Column.<Increment>bigint(
                        "meter_" + meter.wireName(), i -> i.quantities().getOrDefault(meter, 0L)))
                .toList();
    }

    private static List<Column<Increment>> amount() {
        return List.of(new Column<>("amount", Type.NUMERIC, i -> plain(i.amount())));
    }

    private static String adding() {
        String sums = Stream.concat(counts().stream(), meters().stream())
                .map(Column::name)
                .map(name -> "%1$s = line.%1$s + excluded.%1$s".formatted(name))
                .collect(joining(", "));
        return "DO UPDATE SET " + sums
                + ", amount = coalesce(line.amount + excluded.amount, line.amount, excluded.amount)";
    }

    private static @Nullable String code(@Nullable Currency currency) {
        return currency == null ? null : currency.getCurrencyCode();
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}
