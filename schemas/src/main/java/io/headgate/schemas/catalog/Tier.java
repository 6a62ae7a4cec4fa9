package io.headgate.schemas.catalog;

import io.headgate.schemas.id.TierName;
import java.util.List;

/**
 * What holds for each of its tenants by itself: limits, and how much of a shared provider it is due.
 *
 * @param weight 1 to {@value #MAX_WEIGHT}; among tenants that wait for the same, one of weight 2 goes twice as often as
 *     one of weight 1
 */
public record Tier(TierName name, List<Limit> limits, int weight) {
    public static final int MAX_WEIGHT = 1_000;

    public Tier {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "tier %s: seen weight %d, allowed 1 to %d".formatted(name, weight, MAX_WEIGHT));
        }
        limits = List.copyOf(limits);
    }

    /** A tier of weight 1. */
    public Tier(TierName name, List<Limit> limits) {
        this(name, limits, 1);
    }
}
