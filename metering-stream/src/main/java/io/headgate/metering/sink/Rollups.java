package io.headgate.metering.sink;

import static io.headgate.schemas.sql.Column.bigint;
import static io.headgate.schemas.sql.Column.numeric;
import static io.headgate.schemas.sql.Column.text;
import static java.util.stream.Collectors.joining;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Bucket;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Comparison;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.sql.BulkInsert;
import io.headgate.schemas.sql.Column;
import io.headgate.schemas.sql.Column.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rollups by minute, hour, day and month: only ever added to, all four in one transaction.
 *
 * <p>Several processes add to the same lines at once. They do not lock each other out in a circle, because all of them
 * come here, and here every transaction takes the tables in the order of {@link Bucket}, and the lines of each in the order
 * of {@link io.headgate.metering.aggregate.LineOrder}: whoever waits for a line holds only lines before it.
 */
public final class Rollups {
    private static final Map<Bucket, BulkInsert<Increment>> ADD = new EnumMap<>(Bucket.class);

    /** The columns that are never null, and added. */
    public static final List<String> COUNTS =
            counts().stream().map(Column::name).toList();

    /** The columns that are null until something is known of them, and added then. */
    public static final List<String> AMOUNTS =
            amounts().stream().map(Column::name).toList();

    static {
        for (Bucket bucket : Bucket.values()) {
            List<Column<Increment>> columns = Stream.of(key(bucket), counts(), amounts())
                    .flatMap(List::stream)
                    .toList();
            String conflict = "(%s, tenant, line) DO UPDATE SET %s".formatted(bucket.column(), adding());
            ADD.put(bucket, new BulkInsert<>(bucket.table() + " AS total", columns, conflict));
        }
    }

    private Rollups() {}

    /** Adds increments, those of a line summed up first, in the caller's transaction. */
    public static void add(Connection connection, Collection<Increment> increments) throws SQLException {
        Collection<Increment> finer = increments;
        for (Map.Entry<Bucket, BulkInsert<Increment>> table : ADD.entrySet()) {
            finer = Aggregation.byLine(finer, table.getKey()).values();
            table.getValue().write(connection, List.copyOf(finer));
        }
    }

    private static List<Column<Increment>> key(Bucket bucket) {
        return List.of(
                text("tenant", i -> i.line().tenant().value()),
                bucket.isDate()
                        ? new Column<>(
                                bucket.column(),
                                Type.DATE,
                                i -> i.line().minute().atZone(ZoneOffset.UTC).toLocalDate())
                        : Column.timestamp(bucket.column(), i -> i.line().minute()),
                text("project", i -> i.line().project()),
                new Column<>("tags", Type.JSONB, i -> TagsJson.of(i.line().tags())),
                text("alias", i -> i.line().alias().value()),
                text("variant", i -> i.line().variant()),
                text("provider", i -> i.line().target().provider().value()),
                text("endpoint", i -> i.line().target().endpoint().value()),
                text("model", i -> i.line().target().model().value()),
                text("provider_model", i -> i.line().target().providerModel()),
                text("price_id", i -> present(i.line().price(), PriceId::value)),
                text("currency", i -> present(i.line().currency(), Currency::getCurrencyCode)),
                new Column<>("correction", Type.BOOLEAN, i -> i.line().correction()));
    }

    /** What is never null, and added. */
    private static List<Column<Increment>> counts() {
        Stream<Column<Increment>> attempts = Stream.of(
                bigint("attempts", Increment::attempts),
                bigint("completed", Increment::completed),
                bigint("failed", i -> i.troubles().failed()),
                bigint("unknown", i -> i.troubles().unknown()),
                bigint("unpriced", Increment::unpriced),
                bigint("estimated", Increment::estimated),
                bigint("duration_ms", i -> i.duration().toMillis()));
        return Stream.concat(
                        attempts,
                        meters(
                                "meter_",
                                (name, meter) ->
                                        bigint(name, i -> i.quantities().getOrDefault(meter, 0L))))
                .toList();
    }

    /** What is null until something is known of it, and added then. */
    private static List<Column<Increment>> amounts() {
        Stream<Column<Increment>> sums = Stream.of(
                numeric("amount", Increment::amount),
                numeric("cost_failed", i -> i.troubles().failedAmount()),
                numeric("unknown_upper_bound", i -> i.troubles().unknownBound()),
                numeric("dearest_amount", i -> present(i.comparison(), Comparison::dearest)),
                numeric("dearest_comparable_amount", i -> present(i.comparison(), Comparison::own)));
        return Stream.concat(
                        sums,
                        meters(
                                "cost_",
                                (name, meter) -> numeric(name, i -> i.amounts().get(meter))))
                .toList();
    }

    private static Stream<Column<Increment>> meters(
            String prefix, BiFunction<String, Meter, Column<Increment>> column) {
        return Arrays.stream(Meter.values()).map(meter -> column.apply(prefix + meter.wireName(), meter));
    }

    private static String adding() {
        String sums = counts().stream()
                .map(Column::name)
                .map(name -> "%1$s = total.%1$s + excluded.%1$s".formatted(name))
                .collect(joining(", "));
        return amounts().stream()
                .map(Column::name)
                .map(name -> "%1$s = coalesce(total.%1$s + excluded.%1$s, total.%1$s, excluded.%1$s)".formatted(name))
                .collect(joining(", ", sums + ", ", ""));
    }

    private static <A, B> @Nullable B present(@Nullable A value, Function<A, B> part) {
        return value == null ? null : part.apply(value);
    }
}
