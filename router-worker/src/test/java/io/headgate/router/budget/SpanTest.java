package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({
        "MINUTE, UTC, 2026-11-20T12:00:59.999Z, 2026-11-20T12:00:00Z, 2026-11-20T12:01:00Z",
        "MINUTE, Asia/Kathmandu, 2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z, 2026-11-20T12:01:00Z",
        "MINUTE, UTC, 1969-12-31T23:59:59Z, 1969-12-31T23:59:00Z, 1970-01-01T00:00:00Z",
        "DAY, UTC, 2026-11-20T23:59:59.999Z, 2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z",
        "DAY, UTC, 2026-11-21T00:00:00Z, 2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
        // The clocks go forward: 23 hours. And back: 25.
        "DAY, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "DAY, Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        // Forward at midnight: this day begins at one o'clock.
        "DAY, Africa/Cairo, 2026-04-24T12:00:00Z, 2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
        // 30 December 2011 never was.
        "DAY, Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
        "DAY, Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
        "MONTH, UTC, 2028-02-29T23:59:59Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
        "MONTH, UTC, 2100-02-28T23:59:59Z, 2100-02-01T00:00:00Z, 2100-03-01T00:00:00Z",
        "MONTH, Europe/Berlin, 2026-03-31T22:30:00Z, 2026-03-31T22:00:00Z, 2026-04-30T22:00:00Z",
        // UTC+14 is in December when others are in November, and UTC-11 stays there.
        "MONTH, Pacific/Kiritimati, 2026-11-30T10:00:00Z, 2026-11-30T10:00:00Z, 2026-12-31T10:00:00Z",
        "MONTH, Pacific/Kiritimati, 2026-11-30T09:59:59Z, 2026-10-31T10:00:00Z, 2026-11-30T10:00:00Z",
        "MONTH, Pacific/Pago_Pago, 2026-12-01T10:59:59Z, 2026-11-01T11:00:00Z, 2026-12-01T11:00:00Z",
    })
    void windowsAreHalfOpen_andOfTheirZone(Window window, ZoneId zone, Instant moment, Instant start, Instant end) {
        Span span = Span.of(window, zone, moment);
        assertThat(span).isEqualTo(new Span(start, end));
        assertThat(span.contains(moment)).isTrue();
        assertThat(span.contains(end)).isFalse();
    }

    @Test
    void leapDayIsADayOfItsOwn() {
        Span leap = Span.of(Window.DAY, ZoneId.of("America/New_York"), Instant.parse("2028-02-29T12:00:00Z"));
        assertThat(Duration.between(leap.start(), leap.end())).isEqualTo(Duration.ofHours(24));
        assertThat(leap.end()).isEqualTo(Instant.parse("2028-03-01T05:00:00Z"));
    }

    @Test
    void whatIsLimitedAtAnyMomentHasOneWindow() {
        assertThat(Span.of(Window.NOW, ZoneId.of("UTC"), Instant.now())).isSameAs(Span.ALWAYS);
    }
}
