package io.headgate.schemas.codec.framing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding, read from an array that anybody may have made: a length or count greater than what the rest
 * of the array could hold is an error before anything is allocated for it. Not thread-safe; one per value.
 */
public final class ArrayDecoder extends Decoder {
    private static final int MAX_INT_BITS = 35;
    private static final int MAX_LONG_BITS = 70;

    private final byte[] bytes;
    private int position;
    /** All items of all arrays and maps together; there cannot be more of them than bytes. */
    private long itemsLeft;

    public ArrayDecoder(byte[] bytes, int from) {
        this.bytes = bytes;
        this.position = from;
        this.itemsLeft = bytes.length - from;
    }

    /** How many bytes have not been read. */
    public int remaining() {
        return bytes.length - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        byte value = next();
        if (value != 0 && value != 1) {
            throw malformed("boolean", value, "0 or 1");
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long raw = readVariable(MAX_INT_BITS);
        return (int) (raw >>> 1) ^ -(int) (raw & 1);
    }

    @Override
    public long readLong() throws IOException {
        long raw = readVariable(MAX_LONG_BITS);
        return (raw >>> 1) ^ -(raw & 1);
    }

    private long readVariable(int maxBits) throws IOException {
        long raw = 0;
        for (int shift = 0; shift < maxBits; shift += 7) {
            byte part = next();
            raw |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return raw;
            }
        }
        throw malformed("number", maxBits / 7 + 1, "at most " + maxBits / 7 + " bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(Integer.reverseBytes(
                ByteBuffer.wrap(bytes, take(Float.BYTES), Float.BYTES).getInt()));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(
                ByteBuffer.wrap(bytes, take(Double.BYTES), Double.BYTES).getLong()));
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = length();
        return new String(bytes, take(length), length, StandardCharsets.UTF_8);
    }

    @Override
    public void skipString() throws IOException {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = length();
        byte[] copy = new byte[length];
        System.arraycopy(bytes, take(length), copy, 0, length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() throws IOException {
        take(length());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, take(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return items();
    }

    @Override
    public long arrayNext() throws IOException {
        return items();
    }

    @Override
    public long skipArray() throws IOException {
        return items();
    }

    @Override
    public long readMapStart() throws IOException {
        return items();
    }

    @Override
    public long mapNext() throws IOException {
        return items();
    }

    @Override
    public long skipMap() throws IOException {
        return items();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    /** The number of items in the next block; a negative count is followed by the block's size in bytes. */
    private long items() throws IOException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLong();
        }
        // A count of Long.MIN_VALUE stays negative.
        if (count < 0 || count > remaining() || count > itemsLeft) {
            throw malformed("items", count, "at most " + Math.min(remaining(), itemsLeft));
        }
        itemsLeft -= count;
        return count;
    }

    private int length() throws IOException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw malformed("length", length, "0 to " + remaining());
        }
        return (int) length;
    }

    private int take(int length) throws IOException {
        if (length > remaining()) {
            throw malformed("bytes", remaining(), "at least " + length);
        }
        int from = position;
        position += length;
        return from;
    }

    private byte next() throws IOException {
        return bytes[take(1)];
    }

    private IOException malformed(String what, long seen, String allowed) {
        return new IOException("at byte %d: %s: seen %d, allowed %s".formatted(position, what, seen, allowed));
    }
}
