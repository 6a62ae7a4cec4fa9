package io.headgate.metering.alert;

import java.math.BigDecimal;

/** Whether a condition holds. Between the two nothing is told, so that what sways around a threshold is told once. */
public enum Verdict {
    HOLDS,
    /** Nearly, or not to be judged now: what was told stays so. */
    BETWEEN,
    OVER;

    /** It is over when it is a tenth below the threshold. */
    private static final BigDecimal OVER_BELOW = new BigDecimal("0.9");

    /** Of a measure that is told of when it reaches a threshold. */
    public static Verdict of(BigDecimal seen, BigDecimal threshold) {
        if (seen.compareTo(threshold) >= 0) {
            return HOLDS;
        }
        return seen.compareTo(threshold.multiply(OVER_BELOW)) < 0 ? OVER : BETWEEN;
    }
}
