package io.headgate.schemas.catalog.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "30s, PT30S", "5m, PT5M", "24h, PT24H", "7d, PT168H", "0s, PT0S"})
    void duration_isOneNumberAndOneUnit(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
        assertThat(Durations.parse(Durations.shown(duration))).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "30 s", "1.5s", "-1s", "1h30m", "30S", "PT30S", "9999999999s"})
    void anythingElse_isNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
