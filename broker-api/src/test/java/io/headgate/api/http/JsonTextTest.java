package io.headgate.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void isUnchanged_whenItIsOneJsonValue() {
        assertThat(JsonText.embeddable("{\"n\": 1.50}")).isEqualTo("{\"n\": 1.50}");
    }

    @Test
    void becomesAString_whenItWouldBreakTheReply() {
        assertThat(JsonText.embeddable("{\"a\":")).isEqualTo("\"{\\\"a\\\":\"");
        assertThat(JsonText.embeddable("{}, \"admin\": true")).startsWith("\"{}");
        assertThat(JsonText.embeddable("")).isEqualTo("\"\"");
    }
}
