package io.headgate.schemas.codec.framing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Avro's binary encoding into an array that grows. The library's encoders write to a stream, and in memory that is a lock
 * and a copy for each number. Belongs to one thread.
 */
public final class ArrayEncoder extends BinaryEncoder {
    /** The longest that a number may become. */
    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes;
    private int length;

    /** @param size expected, in bytes */
    public ArrayEncoder(int size) {
        this.bytes = new byte[Math.max(LONGEST_NUMBER, size)];
    }

    /** All that was written, in an array of its own. */
    public byte[] written() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.multiplyExact(bytes.length, 2), Math.addExact(length, more)));
        }
    }

    @Override
    protected void writeZero() {
        ensure(1);
        bytes[length++] = 0;
    }

    @Override
    public void writeBoolean(boolean value) {
        ensure(1);
        bytes[length++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void writeInt(int value) {
        ensure(LONGEST_NUMBER);
        length += BinaryData.encodeInt(value, bytes, length);
    }

    @Override
    public void writeLong(long value) {
        ensure(LONGEST_NUMBER);
        length += BinaryData.encodeLong(value, bytes, length);
    }

    @Override
    public void writeFloat(float value) {
        ensure(LONGEST_NUMBER);
        length += BinaryData.encodeFloat(value, bytes, length);
    }

    @Override
    public void writeDouble(double value) {
        ensure(LONGEST_NUMBER);
        length += BinaryData.encodeDouble(value, bytes, length);
    }

    @Override
    public void writeFixed(byte[] from, int start, int count) {
        ensure(count);
        System.arraycopy(from, start, bytes, length, count);
        length += count;
    }

    @Override
    public void writeFixed(ByteBuffer from) throws IOException {
        int count = from.remaining();
        ensure(count);
        from.duplicate().get(bytes, length, count);
        length += count;
    }

    @Override
    public int bytesBuffered() {
        return 0;
    }

    @Override
    public void flush() {
        // There is nothing behind it.
    }
}
