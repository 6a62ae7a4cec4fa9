package io.headgate.deploy.simulator.behaviour;

/**
 * A repeatable source of chance for one call: the same seed, request and occurrence give the same numbers.
 *
 * @param state mixed from the seed, the request's hash and how often that request was seen before
 */
public record Draw(long state) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The draw of the {@code occurrence}-th call (from 0) with this request hash. */
    public static Draw of(long seed, long requestHash, int occurrence) {
        return new Draw(mix(mix(seed ^ mix(requestHash)) + occurrence * GOLDEN));
    }

    /** The {@code index}-th number of this draw, uniform in [0, 1). */
    public double uniform(int index) {
        return (bits(index) >>> 11) * 0x1.0p-53;
    }

    /** The {@code index}-th number of this draw, standard normal (Box and Muller). Uses no index of {@link #uniform}. */
    public double gaussian(int index) {
        double radius = Math.sqrt(-2 * Math.log(1 - uniform(~index)));
        return radius * Math.cos(2 * Math.PI * uniform(~(index + 0x10000)));
    }

    /** The {@code index}-th 64 random bits of this draw. */
    public long bits(int index) {
        return mix(state + (index + 1L) * GOLDEN);
    }

    /** SplitMix64's finalizer. */
    public static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** FNV-1a over bytes, mixed. */
    public static long hash(byte[] bytes) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return mix(hash);
    }
}
