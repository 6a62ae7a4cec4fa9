package io.headgate.router.edge;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Writes what {@link CompactReader} reads: small numbers in a byte, texts and decimals with their length before them. */
final class CompactWriter {
    private byte[] out = new byte[256];
    private int length;

    /** 0 to 127. */
    void number(int value) {
        room(1);
        out[length++] = (byte) value;
    }

    /** 0 to 65,535. */
    void count(int value) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("count: seen %d, allowed 0 to 65535".formatted(value));
        }
        room(Short.BYTES);
        out[length++] = (byte) (value >>> Byte.SIZE);
        out[length++] = (byte) value;
    }

    /** To the millisecond. */
    void instant(Instant value) {
        room(Long.BYTES);
        ByteBuffer.wrap(out).putLong(length, value.toEpochMilli());
        length += Long.BYTES;
    }

    void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The scale in a byte, 0 to 127, and the digits. */
    void decimal(BigDecimal value) {
        number(value.scale());
        bytes(value.unscaledValue().toByteArray());
    }

    byte[] bytes() {
        return Arrays.copyOf(out, length);
    }

    private void bytes(byte[] value) {
        count(value.length);
        room(value.length);
        System.arraycopy(value, 0, out, length, value.length);
        length += value.length;
    }

    private void room(int more) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
        }
    }
}
