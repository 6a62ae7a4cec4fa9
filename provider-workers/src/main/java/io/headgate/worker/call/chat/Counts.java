package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** Counts in what others send. */
public final class Counts {
    /** More than anybody ever used in one call; sums of such counts are far from overflowing. */
    private static final long MOST = 1_000_000_000_000L;

    private Counts() {}

    /** A whole number from 0 to 10<sup>12</sup>. */
    public static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0 && node.longValue() <= MOST;
    }

    /** 0 where there is none. */
    public static long orZero(JsonNode node) {
        return isCount(node) ? node.longValue() : 0;
    }
}
