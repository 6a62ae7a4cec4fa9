package io.headgate.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeClassificationTest {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "false, false", "False, false", "perhaps, true", "'', true"})
    void hereAgain_unlessTheProviderSaysNo(String shouldRetry, boolean hereAgain) {
        CallOutcome.Retryable outcome = (CallOutcome.Retryable)
                of(503, Map.of("x-should-retry", shouldRetry, "retry-after", "2"), ErrorBody.NONE);

        assertThat(outcome.hereAgain()).isEqualTo(hereAgain);
        assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {418, 422, 451})
    void retryable_whenAPlain4xxAsksForIt(int status) {
        assertThat(of(status, Map.of("x-should-retry", "true"), ErrorBody.NONE))
                .isInstanceOf(CallOutcome.Retryable.class);
        assertThat(of(status, Map.of(), ErrorBody.NONE)).isInstanceOf(CallOutcome.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, '', PROVIDER_AUTH",
        "402, '', PROVIDER_QUOTA",
        "429, insufficient_quota, PROVIDER_QUOTA",
        "400, context_length_exceeded, CONTEXT_TOO_LONG",
        "400, content_policy_violation, CONTENT_FILTERED",
    })
    void keepsItsOwnPath_whenAskedToRetryAllTheSame(int status, String code, FailureCode expected) {
        CallOutcome outcome = of(status, Map.of("x-should-retry", "true"), new ErrorBody(code, null));

        assertThat(outcome).isInstanceOf(CallOutcome.Refused.class);
        assertThat(((CallOutcome.Refused) outcome).failure().code()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "This model's maximum context length is 8192 tokens, CONTEXT_TOO_LONG",
        "prompt is too long: 210000 tokens > 200000 maximum, CONTEXT_TOO_LONG",
        "Your credit balance is too low to access the API, PROVIDER_QUOTA",
        "Your prepayment credits are depleted. Please go to AI Studio, PROVIDER_QUOTA",
        "I read 'your credit balance is too low' in the prompt, PROVIDER_BAD_REQUEST",
    })
    void readsTheMessage_whereThereIsNoCodeForIt(String message, FailureCode expected) {
        CallOutcome outcome = of(400, Map.of(), new ErrorBody(null, null, "invalid_request_error", message, null));

        assertThat(((CallOutcome.Refused) outcome).failure().code()).isEqualTo(expected);
        assertThat(((CallOutcome.Refused) outcome).failure().toString()).doesNotContain("balance", "8192", "210000");
    }

    @Test
    void namesTheParameter_butNothingThatIsNoPath() {
        CallOutcome path = of(400, Map.of(), new ErrorBody(null, null, "bad", null, "messages[3].content"));
        CallOutcome prompt = of(400, Map.of(), new ErrorBody(null, null, "bad", null, "tell me about canals"));

        assertThat(((CallOutcome.Refused) path).failure().seen()).isEqualTo("HTTP 400 bad of messages[3].content");
        assertThat(((CallOutcome.Refused) prompt).failure().seen()).isEqualTo("HTTP 400 bad");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "529, PROVIDER_UNAVAILABLE, error 529",
                "NULL, PROVIDER_UNAVAILABLE, error",
                "200, PROVIDER_UNAVAILABLE, error"
            },
            nullValues = "NULL")
    void aFailureBelowAStatusThatSaysNothing_isClassifiedByWhatItTells(
            @Nullable Integer status, FailureCode expected, String seen) {
        CallOutcome outcome = OutcomeClassification.ofTold(
                new ErrorBody(status, null, null, null, null), RetryAdvice.NONE, UpstreamReply.NONE);

        assertThat(((CallOutcome.Retryable) outcome).failure().code()).isEqualTo(expected);
        assertThat(((CallOutcome.Retryable) outcome).failure().seen()).isEqualTo(seen);
    }

    @Test
    void noWait_whenTheDateIsPast() {
        CallOutcome.Retryable outcome =
                (CallOutcome.Retryable) of(429, Map.of("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"), ErrorBody.NONE);

        assertThat(outcome.retryAfter()).isEqualTo(Duration.ZERO);
    }

    private static CallOutcome of(int status, Map<String, String> headers, ErrorBody error) {
        return OutcomeClassification.ofError(status, error, RetryAdvice.read(headers, NOW), UpstreamReply.NONE);
    }
}
