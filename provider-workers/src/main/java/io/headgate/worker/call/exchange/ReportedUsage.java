package io.headgate.worker.call.exchange;

import io.headgate.schemas.money.Usage;
import org.jspecify.annotations.Nullable;

/** What a provider says it used, as far as it is believed. */
final class ReportedUsage {
    /** Of one meter, in one call; a hundred times what the largest models take. */
    private static final long MOST = 1_000_000_000;

    private ReportedUsage() {}

    /** Null for a report that no call can come to: it would empty budgets, and says nothing of what was used. */
    static @Nullable Usage believed(@Nullable Usage reported) {
        return reported == null || reported.quantities().values().stream().anyMatch(quantity -> quantity > MOST)
                ? null
                : reported;
    }
}
