package io.headgate.metering.sink;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.BookText;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A call that a crash orphaned, on its way into the ledger, and the record it came from. */
record OrphanRow(Intent intent, int partition, long offset) {
    /** The order of the ledger's key: all writers keep to it. */
    static final Comparator<OrphanRow> BY_KEY = Comparator.comparing((OrphanRow row) -> row.intent.startedAt())
            .thenComparingInt(OrphanRow::partition)
            .thenComparingLong(OrphanRow::offset);

    YearMonth month() {
        return YearMonth.from(intent.startedAt().atOffset(ZoneOffset.UTC));
    }

    String project() {
        return BookText.project(intent.tags().get(Aggregation.PROJECT_TAG));
    }

    String tags() {
        return TagsJson.of(intent.tags());
    }

    String providerModel() {
        return BookText.name(intent.target().providerModel());
    }

    @Nullable
    String priceId() {
        PriceId price = intent.price();
        return price == null ? null : price.value();
    }

    @Nullable
    BigDecimal upperBound() {
        Money worst = intent.reservation().amount();
        return worst == null ? null : worst.amount();
    }

    @Nullable
    String upperBoundCurrency() {
        Money worst = intent.reservation().amount();
        return worst == null ? null : worst.currency().getCurrencyCode();
    }
}
