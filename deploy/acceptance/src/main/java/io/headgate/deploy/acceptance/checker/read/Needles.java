package io.headgate.deploy.acceptance.checker.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Texts that are looked for, any number of them in one pass (Rabin and Karp). Each is at least {@value #WINDOW} bytes
 * long; what is shorter turns up by chance and is not taken. Not thread-safe while texts are added; then it is.
 *
 * @param <T> what a text stands for
 */
final class Needles<T> {
    static final int WINDOW = 16;
    private static final long BASE = 1_000_003;

    /** Bits of {@link #maybe}: most places are passed over by it alone, without a look into a map. */
    private static final int FILTER_BITS = 22;

    private final long[] maybe = new long[1 << (FILTER_BITS - 6)];
    private final Map<Long, List<Needle<T>>> byHash = new HashMap<>();
    private final long leading = power();
    private int count;

    private static final class Needle<T> {
        private final byte[] bytes;
        private final T stands;

        Needle(byte[] bytes, T stands) {
            this.bytes = bytes;
            this.stands = stands;
        }
    }

    /** Whether it was taken. */
    boolean add(String text, T stands) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < WINDOW) {
            return false;
        }
        long hash = hash(bytes, 0);
        byHash.computeIfAbsent(hash, _ -> new ArrayList<>(1)).add(new Needle<>(bytes, stands));
        maybe[slot(hash) >>> 6] |= 1L << slot(hash);
        count++;
        return true;
    }

    int count() {
        return count;
    }

    /** Tells what each text that occurs stands for, once for each time it does. */
    void find(byte[] in, int length, Consumer<T> found) {
        if (count == 0 || length < WINDOW) {
            return;
        }
        long hash = hash(in, 0);
        for (int at = 0; ; at++) {
            if ((maybe[slot(hash) >>> 6] & (1L << slot(hash))) != 0) {
                match(hash, in, length, at, found);
            }
            if (at + WINDOW >= length) {
                return;
            }
            hash = (hash - in[at] * leading) * BASE + in[at + WINDOW];
        }
    }

    private void match(long hash, byte[] in, int length, int at, Consumer<T> found) {
        for (Needle<T> needle : byHash.getOrDefault(hash, List.of())) {
            int end = at + needle.bytes.length;
            if (end <= length && Arrays.equals(in, at, end, needle.bytes, 0, needle.bytes.length)) {
                found.accept(needle.stands);
            }
        }
    }

    void find(byte[] in, Consumer<T> found) {
        find(in, in.length, found);
    }

    private static long hash(byte[] bytes, int from) {
        long hash = 0;
        for (int i = from; i < from + WINDOW; i++) {
            hash = hash * BASE + bytes[i];
        }
        return hash;
    }

    private static int slot(long hash) {
        return (int) ((hash * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - FILTER_BITS));
    }

    private static long power() {
        long power = 1;
        for (int i = 1; i < WINDOW; i++) {
            power *= BASE;
        }
        return power;
    }
}
