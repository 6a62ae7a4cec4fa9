package io.headgate.metering;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How metering runs.
 *
 * @param streamThreads threads of the Streams job, 1 or more
 * @param standbyReplicas warm copies of its state, 0 or more; as many more processes are needed
 * @param emitEvery how often lines are emitted as increments, 10 ms or more
 * @param maxLinesPerEmission with so many lines, 1 or more, a task emits at once, before it is time
 * @param maxRecordsPerBatch how many records a sink books in one transaction, 1 or more
 * @param retryFrom the first pause after Postgres did not answer
 * @param retryUpTo the longest pause
 * @param keptLedgerMonths how many months before the present one the ledger keeps, 0 or more; null keeps all
 */
public record MeteringConfig(
        int streamThreads,
        int standbyReplicas,
        Duration emitEvery,
        int maxLinesPerEmission,
        int maxRecordsPerBatch,
        Duration retryFrom,
        Duration retryUpTo,
        @Nullable Integer keptLedgerMonths) {
    private static final Duration SHORTEST_EMISSION = Duration.ofMillis(10);

    public MeteringConfig {
        atLeast("streamThreads", streamThreads, 1);
        atLeast("standbyReplicas", standbyReplicas, 0);
        atLeast("maxLinesPerEmission", maxLinesPerEmission, 1);
        atLeast("maxRecordsPerBatch", maxRecordsPerBatch, 1);
        if (keptLedgerMonths != null) {
            atLeast("keptLedgerMonths", keptLedgerMonths, 0);
        }
        if (emitEvery.compareTo(SHORTEST_EMISSION) < 0) {
            throw new IllegalArgumentException(
                    "metering, emitEvery: seen %s, allowed %s or more".formatted(emitEvery, SHORTEST_EMISSION));
        }
        if (!retryFrom.isPositive() || retryFrom.compareTo(retryUpTo) > 0) {
            throw new IllegalArgumentException(
                    "metering, retryFrom and retryUpTo: seen %s and %s, allowed 0 < from ≤ to"
                            .formatted(retryFrom, retryUpTo));
        }
    }

    public static MeteringConfig defaults() {
        return new MeteringConfig(
                1, 0, Duration.ofSeconds(1), 5_000, 5_000, Duration.ofMillis(100), Duration.ofSeconds(5), null);
    }

    private static void atLeast(String name, int seen, int least) {
        if (seen < least) {
            throw new IllegalArgumentException(
                    "metering, %s: seen %d, allowed %d or more".formatted(name, seen, least));
        }
    }
}
