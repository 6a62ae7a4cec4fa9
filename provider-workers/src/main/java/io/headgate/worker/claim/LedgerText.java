package io.headgate.worker.claim;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The text form of what is incomplete above a committed offset: {@code hg1:} and base64 of variable-length deltas, each
 * incomplete offset from the one before it, and at last the end (one past the highest offset seen) from the last of them.
 */
final class LedgerText {
    /** The broker's default for {@code offset.metadata.max.bytes}; one more is fatal to a producer. */
    static final int MAX_LENGTH = 4096;

    private static final String VERSION = "hg1:";

    /** How many bytes of deltas fit behind the version in base64 without padding. */
    static final int MAX_BYTES = (MAX_LENGTH - VERSION.length()) / 4 * 3;

    /** The longest delta of a non-negative long. */
    static final int MAX_DELTA_BYTES = 9;

    private LedgerText() {}

    /** A ledger as the text held it: {@code count} ascending incomplete offsets, and the end above them. */
    record Contents(long[] incomplete, int count, long end) {}

    /** The text of {@code count} ascending offsets below {@code end}; empty for none. */
    static String write(long[] incomplete, int count, long end) {
        if (count == 0) {
            return "";
        }
        byte[] bytes = new byte[Math.min(MAX_BYTES, count * MAX_DELTA_BYTES)];
        int length = 0;
        for (int i = 1; i < count; i++) {
            length = writeDelta(bytes, length, incomplete[i] - incomplete[i - 1]);
        }
        length = writeDelta(bytes, length, end - incomplete[count - 1]);
        byte[] exact = java.util.Arrays.copyOf(bytes, length);
        return VERSION + Base64.getEncoder().withoutPadding().encodeToString(exact);
    }

    /** What a text says above {@code committed}; null when it is not one of ours. */
    static @Nullable Contents read(long committed, String text) {
        if (text.isEmpty()) {
            return new Contents(new long[0], 0, committed);
        }
        if (!text.startsWith(VERSION) || text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            return readDeltas(committed, Base64.getDecoder().decode(text.substring(VERSION.length())));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static @Nullable Contents readDeltas(long committed, byte[] bytes) {
        long[] offsets = new long[bytes.length + 1];
        offsets[0] = committed;
        int count = 1;
        int shift = 0;
        long delta = 0;
        for (byte b : bytes) {
            if (shift > 56) {
                return null;
            }
            delta |= (b & 0x7fL) << shift;
            shift += 7;
            if (b >= 0) {
                long offset = offsets[count - 1] + delta;
                if (delta == 0 || offset < 0) {
                    return null;
                }
                offsets[count++] = offset;
                delta = 0;
                shift = 0;
            }
        }
        return shift != 0 || count == 1 ? null : new Contents(offsets, count - 1, offsets[count - 1]);
    }

    private static int writeDelta(byte[] bytes, int at, long delta) {
        int length = at;
        long rest = delta;
        while (rest > 0x7f) {
            bytes[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return length;
    }

    /** How many bytes a delta takes: 1 to {@value #MAX_DELTA_BYTES}. */
    static int deltaBytes(long delta) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(delta)) / 7);
    }
}
