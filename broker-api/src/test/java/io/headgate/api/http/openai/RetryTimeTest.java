package io.headgate.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:30.500Z");

    @Test
    void isWhenTheWindowEnds_inWholeSeconds() {
        assertThat(after(FailureCode.RATE_LIMITED, "600 until 2026-11-20T12:01:00Z"))
                .contains("30");
        assertThat(after(FailureCode.RATE_LIMITED, "600 until 2026-11-20T12:00:00Z"))
                .contains("1");
        assertThat(after(FailureCode.BUDGET_EXCEEDED, "5 USD until 2026-11-21T00:00:00Z"))
                .contains("43170");
    }

    @Test
    void isNeverEarlierThanTheWindowsEnd() {
        assertThat(RetryTime.after(
                        failure(FailureCode.RATE_LIMITED, "600 until 2026-11-20T12:01:00Z"),
                        Instant.parse("2026-11-20T12:00:57.999999999Z")))
                .contains("3");
        assertThat(RetryTime.after(
                        failure(FailureCode.RATE_LIMITED, "600 until 2026-11-20T12:01:00Z"),
                        Instant.parse("2026-11-20T12:00:58Z")))
                .contains("2");
    }

    @Test
    void isASecond_whereARateHasNoWindow() {
        assertThat(after(FailureCode.RATE_LIMITED, "4 at any moment")).contains("1");
        assertThat(after(FailureCode.RATE_LIMITED, "until later until soon")).contains("1");
        assertThat(RetryTime.after(Failure.of(FailureCode.RATE_LIMITED, ""), NOW))
                .contains("1");
    }

    @Test
    void isNotKnown_whereTimeDoesNotHelp() {
        assertThat(after(FailureCode.BUDGET_EXCEEDED, "a model priced in the limit's currency, or unpriced_allowed"))
                .isEmpty();
    }

    private static Optional<String> after(FailureCode code, String allowed) {
        return RetryTime.after(failure(code, allowed), NOW);
    }

    private static Failure failure(FailureCode code, String allowed) {
        return new Failure(code, "", "", allowed);
    }
}
