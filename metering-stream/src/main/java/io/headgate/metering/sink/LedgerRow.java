package io.headgate.metering.sink;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Bill;
import io.headgate.metering.aggregate.BookText;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.ServiceTier;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An attempt on its way into the ledger, what it cost, and the record it came from. */
record LedgerRow(Attempt attempt, Bill bill, int partition, long offset) {
    /** When it counts: when it started. */
    Instant accountedAt() {
        return attempt.summary().startedAt();
    }

    String project() {
        return BookText.project(attempt.tags().get(Aggregation.PROJECT_TAG));
    }

    @Nullable
    String usageSource() {
        return attempt.usage() == null ? null : attempt.usage().source().name().toLowerCase(Locale.ROOT);
    }

    /** What was served, where anything was. */
    ServiceTier tier() {
        return attempt.usage() == null
                ? new ServiceTier.Standard()
                : attempt.usage().tier();
    }

    long meter(Meter meter) {
        return attempt.usage() == null ? 0 : attempt.usage().of(meter);
    }

    @Nullable
    String unpricedReason() {
        return switch (attempt.cost()) {
            case Cost.Priced _ -> null;
            case Cost.Unpriced(var reason) -> BookText.clean(reason);
        };
    }

    static @Nullable String clean(@Nullable String text) {
        return text == null ? null : BookText.clean(text);
    }
}
