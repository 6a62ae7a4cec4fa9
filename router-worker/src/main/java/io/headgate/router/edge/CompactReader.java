package io.headgate.router.edge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads what {@link CompactWriter} wrote, in its order. What is cut short ends in an exception. */
final class CompactReader {
    private final ByteBuffer in;

    CompactReader(ByteBuffer in) {
        this.in = in;
    }

    int number() {
        return in.get();
    }

    int count() {
        return Short.toUnsignedInt(in.getShort());
    }

    Instant instant() {
        return Instant.ofEpochMilli(in.getLong());
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    BigDecimal decimal() {
        int scale = number();
        return new BigDecimal(new BigInteger(bytes()), scale);
    }

    private byte[] bytes() {
        byte[] value = new byte[count()];
        in.get(value);
        return value;
    }
}
