package io.headgate.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitsTest {
    @Test
    void isADuration_whenItIsWrittenAsOne() {
        assertThat(Waits.parse("10s")).contains(Duration.ofSeconds(10));
        assertThat(Waits.parse("500ms")).contains(Duration.ofMillis(500));
        assertThat(Waits.parse("30s")).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "31s", "-1s", "1m", "99999s", "999999999999s", "1.5s", "s"})
    void isRefused_whenItIsNoneOrTooLong(String text) {
        assertThat(Waits.parse(text)).isEmpty();
    }
}
