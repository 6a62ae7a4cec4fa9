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
        assertThat(after("600 until 2026-11-20T12:01:00Z")).contains("30");
        assertThat(after("600 until 2026-11-20T12:00:00Z")).contains("1");
    }

    @Test
    void isNotKnown_whereTheFailureDoesNotSay() {
        assertThat(after("4 at any moment")).isEmpty();
        assertThat(after("until later until soon")).isEmpty();
        assertThat(RetryTime.after(Failure.of(FailureCode.RATE_LIMITED, ""), NOW))
                .isEmpty();
    }

    private static Optional<String> after(String allowed) {
        return RetryTime.after(new Failure(FailureCode.RATE_LIMITED, "", "", allowed), NOW);
    }
}
