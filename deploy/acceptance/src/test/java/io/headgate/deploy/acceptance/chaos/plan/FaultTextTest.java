package io.headgate.deploy.acceptance.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill worker-1 back 2s",
                "kill-at worker-3 COMMITTED 3",
                "freeze router-1 9s",
                "rolling-restart metering",
                "postgres restart",
                "postgres terminate",
                "postgres crash",
                "proxy kafka-1 delay:200ms 6s",
                "proxy postgres reset 1500ms",
                "proxy providers black-hole 6s",
                "proxy kafka-3 half-close 1s",
                "proxy worker-2~kafka-3 black-hole 9s",
                "provider swift status:429;retry-after=2s 100% 6s",
                "provider thrifty slow-body:2s 35% 6s",
                "duplicates 20",
                "hostile 10",
                "catalogue swift,steady",
                "clock worker-1 +20s",
                "clock worker-2 -5s"
            })
    void isPrintedAsItWasRead(String text) {
        assertThat(FaultText.print(FaultText.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kill",
                "kill-at worker-1 WRITTEN 0",
                "kill-at worker-1 WRITTEN often",
                "freeze router-1",
                "rolling-restart everything",
                "postgres explode",
                "proxy kafka-1 fog 6s",
                "provider swift status:503 120% 6s",
                "clock worker-1 20"
            })
    void isRefusedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> FaultText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fault '" + text + "'")
                .hasMessageContaining("allowed: kill worker-1");
    }
}
