package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * One window of a limit, half-open: what happens at {@code end} is in the next one. Days and months begin where the
 * zone's calendar says, so a day has 23, 24 or 25 hours and a month 28 to 31 days.
 */
public record Span(Instant start, Instant end) {
    /** The one window of what is limited at any moment. */
    public static final Span ALWAYS = new Span(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));

    private static final long MINUTE = 60;

    public Span {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "span: seen %s to %s, allowed a start before its end".formatted(start, end));
        }
    }

    /** The window that {@code moment} is in. */
    public static Span of(Limit.Window window, ZoneId zone, Instant moment) {
        return switch (window) {
            case NOW -> ALWAYS;
            // All offsets in use are whole minutes: a minute begins everywhere at once.
            case MINUTE -> {
                long start = Math.floorDiv(moment.getEpochSecond(), MINUTE) * MINUTE;
                yield new Span(Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + MINUTE));
            }
            case DAY -> {
                LocalDate day = LocalDate.ofInstant(moment, zone);
                yield between(day, day.plusDays(1), zone);
            }
            case MONTH -> {
                LocalDate first = LocalDate.ofInstant(moment, zone).withDayOfMonth(1);
                yield between(first, first.plusMonths(1), zone);
            }
        };
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(end);
    }

    /** A day may begin at one in the morning, where the clocks are put forward at midnight. */
    private static Span between(LocalDate from, LocalDate to, ZoneId zone) {
        return new Span(
                from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
    }
}
