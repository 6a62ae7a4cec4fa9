package io.headgate.schemas.catalog;

import java.math.BigDecimal;
import java.util.List;

/**
 * When somebody is told.
 *
 * @param thresholds shares of a budget, or of a deviation, each greater than 0: {@code 0.5, 0.8, 1}
 */
public record AlertRule(String name, Kind kind, List<BigDecimal> thresholds) {
    public AlertRule {
        thresholds = List.copyOf(thresholds);
    }

    /** What is watched. */
    public enum Kind {
        /** Spent against a limit. */
        BUDGET,
        /** Cost against its own seven-day average. */
        COST_DEVIATION,
        /** A model without a price was used. */
        UNPRICED,
        /** A model is near its deprecation date. */
        DEPRECATION
    }
}
