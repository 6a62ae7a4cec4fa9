package io.headgate.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatOptionsTest {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Test
    void waitsAsLongAsAnybodyMay_whoDoesNotSay() {
        assertThat(ChatOptions.of(Map.of(), LONGEST)).isEqualTo(new ChatOptions.Read(LONGEST, false));
        assertThat(ChatOptions.of(Map.of("headgate-wait", "90s", "headgate-cancel-on-disconnect", "true"), LONGEST))
                .isEqualTo(new ChatOptions.Read(Duration.ofSeconds(90), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"601s", "-1s", "10", "", "1m", "9999999999s"})
    void refusesWhatIsNoWait(String wait) {
        assertThat(ChatOptions.of(Map.of("headgate-wait", wait), LONGEST))
                .isInstanceOfSatisfying(ChatOptions.Refused.class, refused -> {
                    assertThat(refused.header()).isEqualTo("headgate-wait");
                    assertThat(refused.failure().seen()).isEqualTo(wait);
                    assertThat(refused.failure().allowed()).startsWith("0s to 600s");
                });
    }

    @Test
    void refusesWhatIsNeitherTrueNorFalse() {
        assertThat(ChatOptions.of(Map.of("headgate-cancel-on-disconnect", "yes"), LONGEST))
                .isInstanceOf(ChatOptions.Refused.class);
    }
}
