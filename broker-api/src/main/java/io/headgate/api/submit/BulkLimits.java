package io.headgate.api.submit;

/**
 * How much is taken in at once.
 *
 * @param lines blank ones aside
 * @param lineBytes of one line
 * @param bytes of all
 */
public record BulkLimits(int lines, int lineBytes, long bytes) {
    /** A larger lot is a batch. */
    public static final BulkLimits USUAL = new BulkLimits(10_000, 8 * 1024 * 1024, 16L * 1024 * 1024);
}
