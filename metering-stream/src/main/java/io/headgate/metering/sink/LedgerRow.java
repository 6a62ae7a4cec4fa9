package io.headgate.metering.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.BookText;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An attempt on its way into the ledger, and the record it came from. */
record LedgerRow(Attempt attempt, int partition, long offset) {
    /** The order of the ledger's key: all writers keep to it. */
    static final Comparator<LedgerRow> BY_KEY = Comparator.<LedgerRow, String>comparing(
                    row -> row.attempt.key().tenant().value())
            .thenComparing(row -> row.attempt.summary().id().value())
            .thenComparingInt(LedgerRow::partition)
            .thenComparingLong(LedgerRow::offset);

    private static final ObjectMapper JSON = new ObjectMapper();

    String project() {
        return BookText.project(attempt.tags().get(Aggregation.PROJECT_TAG));
    }

    String tags() {
        return tags(attempt.tags());
    }

    static String tags(Map<String, String> tags) {
        Map<String, String> clean = new TreeMap<>();
        tags.forEach((key, value) -> clean.put(BookText.clean(key), BookText.clean(value)));
        try {
            return JSON.writeValueAsString(clean);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    @Nullable
    String usageSource() {
        return attempt.usage() == null ? null : attempt.usage().source().name().toLowerCase(Locale.ROOT);
    }

    long meter(Meter meter) {
        return attempt.usage() == null ? 0 : attempt.usage().of(meter);
    }

    @Nullable
    String cost() {
        return switch (attempt.cost()) {
            case Cost.Priced(var money) -> money.amount().toPlainString();
            case Cost.Unpriced _ -> null;
        };
    }

    @Nullable
    String currency() {
        return switch (attempt.cost()) {
            case Cost.Priced(var money) -> money.currency().getCurrencyCode();
            case Cost.Unpriced _ -> null;
        };
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
