package io.headgate.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "2, PT2S",
        "0.25, PT0.25S",
        "' 3 ', PT3S",
        "99999999, PT24H",
        "'Fri, 20 Nov 2026 15:00:30 GMT', PT30S",
        "'Fri, 20 Nov 2026 14:00:00 GMT', PT0S",
        "'Fri, 20 Nov 2099 14:00:00 GMT', PT24H",
        "'Friday, 20-Nov-26 15:00:30 GMT', PT30S",
        "'Sunday, 06-Nov-94 08:49:37 GMT', PT0S",
        "'Fri Nov 20 15:00:30 2026', PT30S",
        "'Sun Nov  6 08:49:37 1994', PT0S",
    })
    void reads_whenSecondsOrDate(String text, Duration wait) {
        assertThat(RetryAfter.read(Map.of("retry-after", text), NOW)).isEqualTo(wait);
    }

    @Test
    void millisecondsWin_whenBothAreThere() {
        assertThat(RetryAfter.read(Map.of("retry-after-ms", "1500.5", "retry-after", "60"), NOW))
                .isEqualTo(Duration.ofNanos(1_500_500_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1e9", "0x10", "Fri, 99 Nov 2026 15:00:30 GMT", "NaN"})
    void nothing_whenItCannotBeRead(String text) {
        assertThat(RetryAfter.read(Map.of("retry-after", text), NOW)).isNull();
    }
}
