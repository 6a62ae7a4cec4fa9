package io.headgate.schemas.sql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table and where its value comes from.
 *
 * @param name in SQL
 * @param type in SQL
 * @param value what a row has in it
 */
public record Column<T>(String name, Type type, Function<T, @Nullable Object> value) {
    /** A type, and the one its values travel as: drivers write text and numbers, Postgres casts the rest. */
    public enum Type {
        TEXT("text", "text"),
        BOOLEAN("text", "boolean"),
        BIGINT("bigint", "bigint"),
        INTEGER("bigint", "integer"),
        NUMERIC("text", "numeric"),
        TIMESTAMPTZ("text", "timestamptz"),
        DATE("text", "date"),
        JSONB("text", "jsonb"),
        UUID("text", "uuid"),
        BYTEA("bytea", "bytea");

        final String sent;
        final String stored;

        Type(String sent, String stored) {
            this.sent = sent;
            this.stored = stored;
        }
    }

    public static <T> Column<T> text(String name, Function<T, @Nullable String> value) {
        return new Column<>(name, Type.TEXT, value::apply);
    }

    public static <T> Column<T> bigint(String name, Function<T, @Nullable Long> value) {
        return new Column<>(name, Type.BIGINT, value::apply);
    }

    public static <T> Column<T> integer(String name, Function<T, @Nullable Integer> value) {
        return new Column<>(name, Type.INTEGER, row -> {
            Integer number = value.apply(row);
            return number == null ? null : number.longValue();
        });
    }

    public static <T> Column<T> timestamp(String name, Function<T, @Nullable Instant> value) {
        return new Column<>(name, Type.TIMESTAMPTZ, value::apply);
    }

    public static <T> Column<T> flag(String name, Function<T, Boolean> value) {
        return new Column<>(name, Type.BOOLEAN, value::apply);
    }

    /** JSON text. */
    public static <T> Column<T> json(String name, Function<T, @Nullable String> value) {
        return new Column<>(name, Type.JSONB, value::apply);
    }

    /** An exact decimal. */
    public static <T> Column<T> numeric(String name, Function<T, @Nullable BigDecimal> value) {
        return new Column<>(name, Type.NUMERIC, value::apply);
    }

    /** The values of all rows as one array parameter. */
    java.sql.Array array(Connection connection, List<T> rows) throws SQLException {
        @Nullable Object[] values = emptyArray(rows.size());
        for (int i = 0; i < values.length; i++) {
            Object value = this.value.apply(rows.get(i));
            values[i] = value != null && type.sent.equals("text") ? text(value) : value;
        }
        return connection.createArrayOf(type.sent, values);
    }

    /** Decimals never in scientific notation. */
    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private @Nullable Object[] emptyArray(int size) {
        return switch (type) {
            case TEXT, BOOLEAN, NUMERIC, TIMESTAMPTZ, DATE, JSONB, UUID -> new String[size];
            case BIGINT, INTEGER -> new Long[size];
            case BYTEA -> new byte[size][];
        };
    }
}
