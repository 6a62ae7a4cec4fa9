package io.headgate.metering.sink;

import static io.headgate.schemas.sql.Column.bigint;
import static io.headgate.schemas.sql.Column.numeric;
import static io.headgate.schemas.sql.Column.text;
import static io.headgate.schemas.sql.Column.timestamp;

import io.headgate.metering.aggregate.BookText;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.QuotaState.Quota;
import io.headgate.schemas.sql.BulkInsert;
import io.headgate.schemas.sql.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** States of limits into {@code quota_state}: the last one of each window, whatever comes again or late. */
public final class QuotaBooking implements Booking {
    /** How long windows of a minute are kept once they are over: a busy limit has 1,440 of them a day. */
    private static final Duration MINUTES_KEPT = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(QuotaBooking.class);

    /** What a window that is over was limited to does not change with the limit of its successors. */
    private static final String NEWER_WINS = """
            ON CONSTRAINT quota_state_window DO UPDATE SET
                limit_amount = CASE WHEN excluded.at >= state.window_end THEN state.limit_amount
                                    ELSE excluded.limit_amount END,
                zone = coalesce(excluded.zone, state.zone),
                window_end = excluded.window_end,
                spent = excluded.spent,
                reserved = excluded.reserved,
                overshot = excluded.overshot,
                at = excluded.at,
                sequence = excluded.sequence
            WHERE excluded.sequence > state.sequence""";

    private static final BulkInsert<QuotaState> UPSERT =
            new BulkInsert<>("quota_state AS state", columns(), NEWER_WINS);
    private static final String FORGET_MINUTES = """
            DELETE FROM quota_state
            WHERE measure IN ('tokens', 'cost', 'requests') AND window_name = 'minute'
                AND tenant = ANY (?) AND window_start < ?""";

    /** One order for all writers. No two write rows of one tenant, but a zombie may, until it finds out. */
    private static final Comparator<Row> BY_KEY = Comparator.comparing(
                    (Row row) -> row.quota().tenant())
            .thenComparing(row -> row.quota().toString())
            .thenComparing(Row::windowStart);

    private final MessageCodec<QuotaState> codec;

    public QuotaBooking(MessageCodec<QuotaState> codec) {
        this.codec = codec;
    }

    @Override
    public String name() {
        return "quota";
    }

    @Override
    public void book(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        SortedMap<Row, QuotaState> last = new TreeMap<>(BY_KEY);
        records.forEach(record -> read(record, last));
        UPSERT.write(connection, List.copyOf(last.values()));
        forgetMinutes(connection, last);
    }

    /** One row: a window of a limit. */
    private record Row(Quota quota, Instant windowStart) {}

    private void read(ConsumerRecord<byte[], byte[]> record, SortedMap<Row, QuotaState> last) {
        if (record.value() == null) {
            return;
        }
        switch (codec.decode(record.value())) {
            case Decoded.Readable<QuotaState>(var state) ->
                last.merge(
                        new Row(state.quota(), state.windowStart()),
                        state,
                        BinaryOperator.maxBy(Comparator.comparingLong(QuotaState::sequence)));
            // The next state of the limit says all that this one said.
            case Decoded.Unreadable<QuotaState>(var failure) ->
                LOG.atError()
                        .log(
                                "quota state at {}-{} {} cannot be read, passed over: {}",
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                failure);
        }
    }

    private static void forgetMinutes(Connection connection, Map<Row, QuotaState> states) throws SQLException {
        List<Row> minutes = states.keySet().stream()
                .filter(row -> row.quota().window() == Window.MINUTE)
                .toList();
        if (minutes.isEmpty()) {
            return;
        }
        Instant newest = minutes.stream()
                .map(Row::windowStart)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String[] tenants = minutes.stream()
                .map(row -> row.quota().tenant().value())
                .distinct()
                .sorted()
                .toArray(String[]::new);
        try (var statement = connection.prepareStatement(FORGET_MINUTES)) {
            statement.setArray(1, connection.createArrayOf("text", tenants));
            statement.setObject(2, newest.minus(MINUTES_KEPT).atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    private static List<Column<QuotaState>> columns() {
        return List.of(
                text("tenant", s -> s.quota().tenant().value()),
                text(
                        "project",
                        s -> s.quota().project() == null
                                ? null
                                : BookText.clean(s.quota().project())),
                text(
                        "model",
                        s -> s.quota().model() == null
                                ? null
                                : s.quota().model().value()),
                text("measure", s -> lower(s.quota().measure())),
                text("window_name", s -> lower(s.quota().window())),
                text("currency", s -> code(s.quota().currency())),
                numeric("limit_amount", QuotaState::limit),
                numeric("spent", QuotaState::spent),
                numeric("reserved", QuotaState::reserved),
                numeric("overshot", QuotaState::overshot),
                timestamp("window_start", QuotaState::windowStart),
                timestamp("window_end", QuotaState::windowEnd),
                text("zone", s -> s.zone() == null ? null : s.zone().getId()),
                timestamp("at", QuotaState::at),
                bigint("sequence", QuotaState::sequence));
    }

    private static @Nullable String code(@Nullable Currency currency) {
        return currency == null ? null : currency.getCurrencyCode();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
