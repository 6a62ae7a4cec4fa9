package io.headgate.worker.call.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataUrlTest {
    @Test
    void typeAndDataAreRead() {
        assertThat(DataUrl.of("data:image/png;base64,AAA=")).contains(new DataUrl("image/png", "AAA="));
        assertThat(DataUrl.of("DATA:Image/PNG;name=a;Base64,AA,A")).contains(new DataUrl("image/png", "AA,A"));
    }

    @Test
    void aJpegHasItsName() {
        assertThat(DataUrl.of("data:image/jpg;base64,AA")).contains(new DataUrl("image/jpeg", "AA"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data:", "data:,x", "data:text/plain,x", "data:;base64,x", "https://x/;base64,x"})
    void emptyForAllElse(String url) {
        assertThat(DataUrl.of(url)).isEmpty();
    }
}
