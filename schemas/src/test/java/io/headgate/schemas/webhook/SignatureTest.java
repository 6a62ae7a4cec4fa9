package io.headgate.schemas.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
    /** Computed with Python's hmac, and with {@code openssl dgst -sha256 -hmac}. */
    @Test
    void signature_isHmacSha256OfTimeAndBody() {
        byte[] body = "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Signature.of("it is a secret", Instant.ofEpochSecond(1_700_000_000), body))
                .isEqualTo("t=1700000000,v1=35ed7969d8108b754311a1d60f7c7bcfb3ed4cac76ff2ba2de9aef0eeb76d53a");
    }

    @Test
    void signature_isAnother_atAnotherTime_orWithAnotherSecret() {
        byte[] body = {1, 2, 3};
        String signature = Signature.of("a", Instant.ofEpochSecond(1), body);

        assertThat(Signature.of("a", Instant.ofEpochSecond(2), body).split("v1=")[1])
                .isNotEqualTo(signature.split("v1=")[1]);
        assertThat(Signature.of("b", Instant.ofEpochSecond(1), body)).isNotEqualTo(signature);
    }

    @Test
    void bothSecretsSign_whileOneReplacesTheOther() {
        byte[] body = {1, 2, 3};
        Instant at = Instant.ofEpochSecond(1);

        assertThat(Signature.of(List.of("new", "old"), at, body))
                .isEqualTo("t=1,v1=%s,v1=%s"
                        .formatted(
                                Signature.of("new", at, body).split("v1=")[1],
                                Signature.of("old", at, body).split("v1=")[1]));
    }
}
