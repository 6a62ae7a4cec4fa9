package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignTest {
    private static final Duration TOTAL = Duration.ofSeconds(30);

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(Trials.COMPLETED, Sign.WELL),
                Arguments.of(Trials.CROWDED, Sign.CROWDED),
                Arguments.of(Trials.DOWN, Sign.STRAINED),
                Arguments.of(Trials.UNREACHABLE, Sign.BROKEN),
                Arguments.of(Trials.retryable(FailureCode.PROVIDER_TIMEOUT, 504, null), Sign.STRAINED),
                Arguments.of(Trials.unknown(FailureCode.PROVIDER_TIMEOUT), Sign.STRAINED),
                Arguments.of(Trials.unknown(FailureCode.PROVIDER_UNAVAILABLE), Sign.BROKEN),
                Arguments.of(Trials.unknown(FailureCode.PROVIDER_GARBAGE), Sign.BROKEN),
                Arguments.of(Trials.unknown(FailureCode.UNKNOWN), Sign.NEUTRAL),
                Arguments.of(Trials.unknown(FailureCode.DEADLINE_EXCEEDED), Sign.NEUTRAL),
                Arguments.of(Trials.untried(FailureCode.DEADLINE_EXCEEDED), Sign.UNTRIED),
                Arguments.of(Trials.untried(FailureCode.CANCELLED), Sign.UNTRIED),
                Arguments.of(Trials.refused(FailureCode.PROVIDER_QUOTA), Sign.NEUTRAL),
                Arguments.of(Trials.refused(FailureCode.PROVIDER_AUTH), Sign.NEUTRAL),
                Arguments.of(Trials.refused(FailureCode.CONTEXT_TOO_LONG), Sign.NEUTRAL),
                Arguments.of(Trials.refused(FailureCode.PROVIDER_BAD_REQUEST), Sign.NEUTRAL));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void saysOfTheProvider(CallOutcome outcome, Sign sign) {
        assertThat(Sign.of(outcome, allowed(TOTAL), TOTAL)).isEqualTo(sign);
    }

    @Test
    void timeoutSaysNothing_whenTheRequestsDeadlineLeftTooLittleTime() {
        CallOutcome late = Trials.unknown(FailureCode.PROVIDER_TIMEOUT);

        assertThat(Sign.of(late, allowed(Duration.ofSeconds(1)), TOTAL)).isEqualTo(Sign.NEUTRAL);
        assertThat(Sign.of(late, allowed(Duration.ofSeconds(10)), TOTAL)).isEqualTo(Sign.STRAINED);
        assertThat(Sign.of(late, allowed(Duration.ofSeconds(1)), Duration.ofSeconds(1)))
                .isEqualTo(Sign.STRAINED);
    }

    private static CallTimeouts allowed(Duration total) {
        return Guard.timeouts(Trials.provider(1).timeouts(), total).orElseThrow();
    }
}
