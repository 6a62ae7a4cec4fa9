package io.headgate.api.index;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The parameters of one statement, set from left to right. */
final class Columns {
    /** Earliest and latest that {@code timestamptz} and {@link OffsetDateTime} agree on with room to spare. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final PreparedStatement statement;
    private int index;

    Columns(PreparedStatement statement) {
        this.statement = statement;
    }

    Columns text(@Nullable Object value) throws SQLException {
        statement.setString(++index, value == null ? null : storable(value.toString()));
        return this;
    }

    Columns time(@Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(++index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(++index, OffsetDateTime.ofInstant(storable(value), ZoneOffset.UTC));
        }
        return this;
    }

    Columns number(@Nullable BigDecimal value) throws SQLException {
        statement.setBigDecimal(++index, value);
        return this;
    }

    Columns number(long value) throws SQLException {
        statement.setLong(++index, value);
        return this;
    }

    Columns flag(boolean value) throws SQLException {
        statement.setBoolean(++index, value);
        return this;
    }

    /** Completes the row. */
    void add() throws SQLException {
        statement.addBatch();
        index = 0;
    }

    /** Postgres has no text with a NUL in it; one such record must not stop the index. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    static Instant storable(Instant time) {
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }
}
