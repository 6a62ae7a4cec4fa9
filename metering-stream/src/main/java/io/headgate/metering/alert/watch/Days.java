package io.headgate.metering.alert.watch;

import io.headgate.schemas.message.Alert;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The days and hours of the books, in UTC. */
final class Days {
    private Days() {}

    static LocalDate of(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    static Alert.Window window(LocalDate day) {
        return new Alert.Window(start(day), start(day.plusDays(1)));
    }

    static Alert.Window window(Instant moment) {
        return window(of(moment));
    }

    /** The hour of the clock that a moment is in. */
    static Alert.Window hour(Instant moment) {
        Instant start = moment.truncatedTo(ChronoUnit.HOURS);
        return new Alert.Window(start, start.plus(1, ChronoUnit.HOURS));
    }
}
