package io.headgate.metering.rerate.sql;

import io.headgate.metering.rerate.Amounts;
import io.headgate.metering.rerate.BookedAttempt;
import io.headgate.metering.rerate.LedgerKey;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the ledger's attempts with their corrections, in order of time, a page at a time. */
final class BookedAttempts {
    private static final int PAGE = 5_000;

    // A price is stamped at dispatch; rows from before the books said when that was are priced at their start.
    // An attempt's id may come back after the idempotency window, so a correction is known by the start as well.
    private static final String SQL =
            """
            SELECT attempt.accounted_at, attempt.source_partition, attempt.source_offset,
                   coalesce(attempt.dispatched_at, attempt.started_at),
                   attempt.model, attempt.status, attempt.usage_source, attempt.service_tier, %s,
                   attempt.currency, attempt.cost, %s, correction.currency, correction.cost, %s
            FROM usage_ledger AS attempt
            LEFT JOIN usage_ledger AS correction
              ON correction.kind = 'correction' AND correction.tenant = attempt.tenant
             AND correction.corrects = attempt.attempt_id AND correction.started_at = attempt.started_at
            WHERE attempt.kind = 'attempt' AND attempt.accounted_at >= ? AND attempt.accounted_at < ?
              AND (?::text IS NULL OR attempt.tenant = ?)
            ORDER BY attempt.accounted_at, attempt.source_partition, attempt.source_offset""".formatted(each("attempt.meter_"), each("attempt.cost_"), each("correction.cost_"));

    private static final int METERS = 9;
    private static final int OWN = METERS + Meter.values().length;
    private static final int CORRECTION = OWN + 2 + Meter.values().length;

    private BookedAttempts() {}

    /** What is done with each. */
    interface Reader {
        void take(BookedAttempt attempt) throws SQLException;
    }

    private static String each(String prefix) {
        return Arrays.stream(Meter.values())
                .map(meter -> prefix + meter.wireName())
                .collect(Collectors.joining(", "));
    }

    /** Reads in the caller's transaction: a cursor lives no longer. */
    static void read(Connection connection, Instant from, Instant to, @Nullable TenantId tenant, Reader reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setFetchSize(PAGE);
            statement.setObject(1, from.atOffset(ZoneOffset.UTC));
            statement.setObject(2, to.atOffset(ZoneOffset.UTC));
            statement.setString(3, tenant == null ? null : tenant.value());
            statement.setString(4, tenant == null ? null : tenant.value());
            try (ResultSet rows = statement.executeQuery()) {
                read(rows, reader);
            }
        }
    }

    private static void read(ResultSet rows, Reader reader) throws SQLException {
        BookedAttempt attempt = null;
        Map<Currency, Amounts> booked = new HashMap<>();
        while (rows.next()) {
            LedgerKey key = key(rows);
            if (attempt == null || !attempt.key().equals(key)) {
                if (attempt != null) {
                    reader.take(with(attempt, booked));
                }
                attempt = attempt(rows, key);
                booked = new HashMap<>();
                add(booked, rows, OWN);
            }
            add(booked, rows, CORRECTION);
        }
        if (attempt != null) {
            reader.take(with(attempt, booked));
        }
    }

    private static LedgerKey key(ResultSet row) throws SQLException {
        return new LedgerKey(row.getObject(1, OffsetDateTime.class).toInstant(), row.getInt(2), row.getLong(3));
    }

    private static BookedAttempt attempt(ResultSet row, LedgerKey key) throws SQLException {
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            quantities.put(meter, row.getLong(METERS + meter.ordinal()));
        }
        String source = row.getString(7);
        return new BookedAttempt(
                key,
                row.getObject(4, OffsetDateTime.class).toInstant(),
                new ModelName(row.getString(5)),
                new Usage(
                        quantities,
                        "estimated".equals(source) ? Usage.Source.ESTIMATED : Usage.Source.REPORTED,
                        ServiceTier.ofWireName(row.getString(8))),
                source == null && "unknown".equals(row.getString(6)),
                Map.of());
    }

    private static BookedAttempt with(BookedAttempt attempt, Map<Currency, Amounts> booked) {
        return new BookedAttempt(
                attempt.key(), attempt.pricedAt(), attempt.model(), attempt.usage(), attempt.mayBeMore(), booked);
    }

    private static void add(Map<Currency, Amounts> booked, ResultSet row, int at) throws SQLException {
        String currency = row.getString(at);
        if (currency == null) {
            return;
        }
        BigDecimal total = row.getBigDecimal(at + 1);
        Map<Meter, BigDecimal> parts = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            BigDecimal part = row.getBigDecimal(at + 2 + meter.ordinal());
            if (part != null) {
                parts.put(meter, part);
            }
        }
        boolean told = !parts.isEmpty() || total.signum() == 0;
        booked.merge(Currency.getInstance(currency), new Amounts(total, told ? parts : null), Amounts::plus);
    }
}
