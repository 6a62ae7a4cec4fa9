package io.headgate.api.replay.store;

import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns as types. */
final class Rows {
    private Rows() {}

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime time(Instant moment) {
        return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    static <T> @Nullable T of(@Nullable String text, Function<String, T> type) {
        return text == null ? null : type.apply(text);
    }

    static Optional<Money> money(ResultSet row, String amount, String currency) throws SQLException {
        BigDecimal sum = row.getBigDecimal(amount);
        String code = row.getString(currency);
        return sum == null || code == null ? Optional.empty() : Optional.of(new Money(sum, Currency.getInstance(code)));
    }
}
