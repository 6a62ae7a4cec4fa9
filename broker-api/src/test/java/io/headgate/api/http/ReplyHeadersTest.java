package io.headgate.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyHeadersTest {
    private static final String OURS = "req_[0-9a-f]{32}";

    @Test
    void anIdOfTheClientIsKept_whenItIsOneWord() {
        assertThat(ReplyHeaders.requestId(List.of("trace-1.a_B"))).isEqualTo("trace-1.a_B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\tb", "ü", "<script>", "a;b", "a\u0000"})
    void anIdIsMade_whenTheClientsIsNone(String given) {
        assertThat(ReplyHeaders.requestId(List.of(given))).matches(OURS);
    }

    @Test
    void anIdIsMade_whenThereAreSeveralOrItIsTooLong() {
        assertThat(ReplyHeaders.requestId(List.of())).matches(OURS);
        assertThat(ReplyHeaders.requestId(List.of("a", "b"))).matches(OURS);
        assertThat(ReplyHeaders.requestId(List.of("a".repeat(129)))).matches(OURS);
    }
}
