package io.headgate.metering.sink;

import static io.headgate.schemas.sql.Column.bigint;
import static io.headgate.schemas.sql.Column.integer;
import static io.headgate.schemas.sql.Column.numeric;
import static io.headgate.schemas.sql.Column.text;
import static io.headgate.schemas.sql.Column.timestamp;

import io.headgate.metering.aggregate.BookText;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.sql.Column;
import io.headgate.schemas.sql.Column.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the ledger keeps of an attempt, column by column. */
final class LedgerColumns {
    private LedgerColumns() {}

    static List<Column<LedgerRow>> all() {
        return Stream.of(identity(), target(), outcome(), meters(), money(), source())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Column<LedgerRow>> identity() {
        return List.of(
                timestamp("accounted_at", LedgerRow::accountedAt),
                text("tenant", r -> r.attempt().key().tenant().value()),
                text("request_id", r -> r.attempt().key().request().value()),
                text("attempt_id", r -> r.attempt().summary().id().value()),
                integer("number", r -> r.attempt().number()),
                text("alias", r -> r.attempt().alias().value()),
                text("variant", r -> present(r.attempt().variant(), BookText::name)),
                text("project", LedgerRow::project),
                new Column<>("tags", Type.JSONB, r -> TagsJson.of(r.attempt().tags())),
                text("user_id", r -> present(r.attempt().userId(), UserId::value)),
                text("task_type", r -> LedgerRow.clean(r.attempt().taskType())),
                text("batch_id", r -> present(r.attempt().batch(), BatchId::value)));
    }

    private static List<Column<LedgerRow>> target() {
        return List.of(
                text("provider", r -> target(r).provider().value()),
                text("endpoint", r -> target(r).endpoint().value()),
                text("model", r -> target(r).model().value()),
                text("provider_model", r -> BookText.name(target(r).providerModel())),
                text("served_model", r -> LedgerRow.clean(r.attempt().servedModel())));
    }

    private static List<Column<LedgerRow>> outcome() {
        return List.of(
                text("status", r -> r.attempt().summary().status().name().toLowerCase(Locale.ROOT)),
                text(
                        "failure_code",
                        r -> present(
                                r.attempt().summary().failure(),
                                failure -> failure.code().wireName())),
                integer("http_status", r -> r.attempt().summary().httpStatus()),
                timestamp("dispatched_at", r -> r.attempt().dispatchedAt()),
                timestamp("started_at", r -> r.attempt().summary().startedAt()),
                bigint("duration_ms", r -> r.attempt().summary().duration().toMillis()),
                timestamp("first_byte_at", r -> r.attempt().firstByteAt()));
    }

    private static List<Column<LedgerRow>> meters() {
        return Arrays.stream(Meter.values())
                .<Column<LedgerRow>>mapMulti((meter, columns) -> {
                    columns.accept(bigint("meter_" + meter.wireName(), r -> r.meter(meter)));
                    columns.accept(numeric(
                            "cost_" + meter.wireName(), r -> r.bill().parts().get(meter)));
                })
                .toList();
    }

    private static List<Column<LedgerRow>> money() {
        return List.of(
                text("usage_source", LedgerRow::usageSource),
                new Column<>("batch", Type.BOOLEAN, r -> r.tier() instanceof ServiceTier.Batch),
                text("service_tier", r -> r.tier().wireName()),
                text("price_id", r -> present(r.bill().price(), LedgerColumns::id)),
                text("currency", r -> present(r.bill().cost(), LedgerColumns::code)),
                numeric("cost", r -> present(r.bill().cost(), Money::amount)),
                text("unpriced_reason", LedgerRow::unpricedReason),
                numeric("dearest_cost", r -> r.bill().dearest()),
                numeric("upper_bound", r -> present(r.bill().bound(), Money::amount)),
                text("upper_bound_currency", r -> present(r.bill().bound(), LedgerColumns::code)));
    }

    private static List<Column<LedgerRow>> source() {
        return List.of(
                bigint("revision", r -> r.attempt().revision().number()),
                text("upstream_request_id", r -> LedgerRow.clean(r.attempt().upstreamRequestId())),
                integer("source_partition", LedgerRow::partition),
                bigint("source_offset", LedgerRow::offset));
    }

    private static Target target(LedgerRow row) {
        return row.attempt().summary().target();
    }

    private static String id(Price price) {
        return price.id().value();
    }

    private static String code(Money money) {
        return money.currency().getCurrencyCode();
    }

    private static <A, B> @Nullable B present(@Nullable A value, Function<A, B> part) {
        return value == null ? null : part.apply(value);
    }
}
