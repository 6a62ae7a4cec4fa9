package io.headgate.router.edge;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes what {@link CompactReader} reads: small numbers in a byte, texts and decimals with their length before them. */
final class CompactWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    /** 0 to 127. */
    void number(int value) {
        out.write(value);
    }

    /** 0 to 65,535. */
    void count(int value) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("count: seen %d, allowed 0 to 65535".formatted(value));
        }
        out.write(value >>> Byte.SIZE);
        out.write(value);
    }

    /** To the millisecond. */
    void instant(Instant value) {
        out.writeBytes(
                ByteBuffer.allocate(Long.BYTES).putLong(value.toEpochMilli()).array());
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
        return out.toByteArray();
    }

    private void bytes(byte[] value) {
        count(value.length);
        out.writeBytes(value);
    }
}
