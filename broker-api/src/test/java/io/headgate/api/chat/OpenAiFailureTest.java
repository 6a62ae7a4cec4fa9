package io.headgate.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpenAiFailureTest {
    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_ALIAS, 404, invalid_request_error, model_not_found",
        "CONTEXT_TOO_LONG, 400, invalid_request_error, context_length_exceeded",
        "BUDGET_EXCEEDED, 429, insufficient_quota, insufficient_quota",
        "RATE_LIMITED, 429, rate_limit_error, rate_limit_exceeded",
        "PROVIDER_UNAVAILABLE, 503, server_error, provider_unavailable",
        "PROVIDER_GARBAGE, 502, server_error, provider_garbage",
        "DEADLINE_EXCEEDED, 504, server_error, deadline_exceeded"
    })
    void isWhatOpenAisClientsKnow(FailureCode code, int status, String type, String known) {
        assertThat(OpenAiFailure.of(Failure.of(code, ""))).isEqualTo(new OpenAiFailure(status, type, known));
    }

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void blamesTheServerForNothingButWhatItMayNotSayOfTheClient(FailureCode code) {
        OpenAiFailure failure = OpenAiFailure.of(Failure.of(code, ""));

        assertThat(failure.status()).isBetween(400, 504);
        assertThat(failure.type().equals("server_error")).isEqualTo(failure.status() >= 500);
        if (FailureCode.OF_PROVIDERS.contains(code)) {
            assertThat(failure.status()).isGreaterThanOrEqualTo(500);
        }
    }

    @Test
    void isSentAgainByItself_onlyWhereTimeHelps() {
        assertThat(OpenAiFailure.of(Failure.of(FailureCode.RATE_LIMITED, "")).worthAnotherTry())
                .isTrue();
        assertThat(OpenAiFailure.of(Failure.of(FailureCode.BUDGET_EXCEEDED, "")).worthAnotherTry())
                .isFalse();
        assertThat(OpenAiFailure.of(Failure.of(FailureCode.PROVIDER_TIMEOUT, ""))
                        .worthAnotherTry())
                .isFalse();
    }
}
