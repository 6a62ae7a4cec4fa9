package io.headgate.metering.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headgate.schemas.sql.Column;
import io.headgate.schemas.sql.Column.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.postgresql.core.Oid;
import org.postgresql.util.ByteConverter;

/** Writes rows one after another as Postgres reads values of a composite type from a client in binary. For one thread. */
final class RowWriter<T> {
    private static final int NULL = -1;
    private static final byte JSONB_VERSION = 1;
    /** Postgres counts microseconds from 2000 on. */
    private static final long EPOCH_SECONDS = 946_684_800;

    private final List<Column<T>> columns;
    private byte[] bytes = new byte[2_048];
    private int length;

    /** @param columns the attributes of the type, in its order */
    RowWriter(List<Column<T>> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * A row by itself.
     *
     * @throws IllegalArgumentException for a column of a type that no ledger has
     */
    byte[] write(T row) {
        length = 0;
        putInt(columns.size());
        for (Column<T> column : columns) {
            putInt(oid(column.type()));
            Object value = column.value().apply(row);
            if (value == null) {
                putInt(NULL);
            } else {
                put(column.type(), value);
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private void put(Type type, Object value) {
        switch (type) {
            case TEXT -> putSized(((String) value).getBytes(UTF_8));
            case JSONB -> putJson(((String) value).getBytes(UTF_8));
            case BOOLEAN -> putSized((byte) ((Boolean) value ? 1 : 0));
            case INTEGER -> {
                putInt(Integer.BYTES);
                putInt(Math.toIntExact((Long) value));
            }
            case BIGINT -> putSized((long) (Long) value);
            case NUMERIC -> putSized(ByteConverter.numeric((BigDecimal) value));
            case TIMESTAMPTZ -> putSized(micros((Instant) value));
            case DATE, UUID, BYTEA -> throw unknown(type);
        }
    }

    private static int oid(Type type) {
        return switch (type) {
            case TEXT -> Oid.TEXT;
            case JSONB -> Oid.JSONB;
            case BOOLEAN -> Oid.BOOL;
            case INTEGER -> Oid.INT4;
            case BIGINT -> Oid.INT8;
            case NUMERIC -> Oid.NUMERIC;
            case TIMESTAMPTZ -> Oid.TIMESTAMPTZ;
            case DATE, UUID, BYTEA -> throw unknown(type);
        };
    }

    private static IllegalArgumentException unknown(Type type) {
        return new IllegalArgumentException("row: seen a column of %s, allowed what a ledger has".formatted(type));
    }

    private static long micros(Instant moment) {
        return Math.addExact(
                Math.multiplyExact(moment.getEpochSecond() - EPOCH_SECONDS, 1_000_000L), moment.getNano() / 1_000);
    }

    private void putInt(int value) {
        room(Integer.BYTES);
        ByteConverter.int4(bytes, length, value);
        length += Integer.BYTES;
    }

    private void putSized(long value) {
        putInt(Long.BYTES);
        room(Long.BYTES);
        ByteConverter.int8(bytes, length, value);
        length += Long.BYTES;
    }

    private void putSized(byte value) {
        putInt(1);
        room(1);
        bytes[length++] = value;
    }

    private void putSized(byte[] value) {
        putInt(value.length);
        putAll(value);
    }

    private void putJson(byte[] text) {
        putInt(1 + text.length);
        room(1);
        bytes[length++] = JSONB_VERSION;
        putAll(text);
    }

    private void putAll(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void room(int wanted) {
        int needed = Math.addExact(length, wanted);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.multiplyExact(bytes.length, 2)));
        }
    }
}
