package io.headgate.metering.reconcile;

import io.headgate.schemas.id.AttemptId;
import java.math.BigDecimal;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that a provider may have billed though nobody learned how it ended.
 *
 * @param upperBound the most it may have been billed, in the bill's currency; null when there is no bound in it
 */
public record Suspect(AttemptId attempt, @Nullable BigDecimal upperBound) {
    /** Those that may have cost most first; what has no bound may have cost anything. */
    static final Comparator<Suspect> DEAREST_FIRST = ((Comparator<Suspect>) Suspect::byBound)
            .thenComparing(suspect -> suspect.attempt().value());

    private static int byBound(Suspect one, Suspect other) {
        BigDecimal first = one.upperBound;
        BigDecimal second = other.upperBound;
        return first == null || second == null
                ? Boolean.compare(first != null, second != null)
                : second.compareTo(first);
    }
}
