package io.headgate.metering.aggregate;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The spans of time (UTC) that the rollups sum up over, the shortest first. */
public enum Bucket {
    MINUTE,
    HOUR,
    DAY,
    MONTH;

    /** The beginning of the span that a moment is in. */
    public Instant begin(Instant moment) {
        return switch (this) {
            case MINUTE -> moment.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> moment.truncatedTo(ChronoUnit.HOURS);
            case DAY -> moment.truncatedTo(ChronoUnit.DAYS);
            case MONTH -> {
                OffsetDateTime utc = moment.atOffset(ZoneOffset.UTC);
                yield utc.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS).toInstant();
            }
        };
    }

    /** The table {@code rollup_<column>}. */
    public String table() {
        return "rollup_" + column();
    }

    /** The column of that table that has the span's beginning; a date where the span is of whole days. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the beginning is a date, and not a timestamp. */
    public boolean isDate() {
        return this == DAY || this == MONTH;
    }
}
