package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** Counts in what others send. */
public final class Counts {
    /** A hundred times what the largest models take in one call: a report of more would empty budgets, and is a mistake. */
    private static final long MOST = 1_000_000_000;

    private Counts() {}

    /** A whole number from 0 to 10<sup>9</sup>. */
    public static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0 && node.longValue() <= MOST;
    }

    /** What counts something, or is not there: a report in which anything else stands is not believed. */
    public static boolean areCountsOrAbsent(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            if (!node.isMissingNode() && !node.isNull() && !isCount(node)) {
                return false;
            }
        }
        return true;
    }

    /** 0 where there is none. */
    public static long orZero(JsonNode node) {
        return isCount(node) ? node.longValue() : 0;
    }
}
