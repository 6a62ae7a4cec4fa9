package io.headgate.deploy.acceptance.checker.judge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Amounts of money that may be unknown. */
final class Amounts {
    private Amounts() {}

    /** Equal in value, or both unknown: 1.0 is 1, and unknown is not zero. */
    static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }
}
