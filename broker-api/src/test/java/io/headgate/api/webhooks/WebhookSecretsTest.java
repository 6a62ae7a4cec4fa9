package io.headgate.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.schemas.id.TenantId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WebhookSecretsTest {
    private static final String MASTER = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Samples.ACCEPTED;

    private final WebhookSecrets secrets = new WebhookSecrets(() -> Optional.of(MASTER));

    /** Computed with Python's hmac: what is derived must not change, receivers have it. */
    @Test
    void isAlwaysTheSame() {
        assertThat(secrets.current(hook("acme", "whk_1", 1, null)))
                .contains("whsec_9r6o3HHNr2EstswEErNMfrczo540sHtS6Xykk3OT-ec");
    }

    @Test
    void isAnother_ofAnotherTenantOrWebhookOrVersion() {
        Optional<String> one = secrets.current(hook("acme", "whk_1", 1, null));

        assertThat(secrets.current(hook("acme2", "whk_1", 1, null))).isNotEqualTo(one);
        assertThat(secrets.current(hook("acme", "whk_2", 1, null))).isNotEqualTo(one);
        assertThat(secrets.current(hook("acme", "whk_1", 2, null))).isNotEqualTo(one);
        assertThat(new WebhookSecrets(() -> Optional.of(MASTER + "0")).current(hook("acme", "whk_1", 1, null)))
                .isNotEqualTo(one);
    }

    @Test
    void bothSign_forADayAfterARotation() {
        Webhook before = hook("acme", "whk_1", 1, null);
        Webhook after = hook("acme", "whk_1", 2, NOW);

        assertThat(secrets.signing(after, NOW.plusSeconds(60)))
                .containsExactly(
                        secrets.current(after).orElseThrow(),
                        secrets.current(before).orElseThrow());
        assertThat(secrets.signing(after, NOW.plus(WebhookSecrets.OVERLAP)))
                .containsExactly(secrets.current(after).orElseThrow());
    }

    @Test
    void nothingIsDerived_fromNothing_orFromWhatCanBeGuessed() {
        for (Optional<String> none : Set.of(Optional.<String>empty(), Optional.of("secret"))) {
            WebhookSecrets without = new WebhookSecrets(() -> none);
            assertThat(without.areThere()).isFalse();
            assertThat(without.current(hook("acme", "whk_1", 1, null))).isEmpty();
            assertThat(without.signing(hook("acme", "whk_1", 1, null), NOW)).isEmpty();
        }
    }

    static Webhook hook(String tenant, String id, int version, @Nullable Instant rotatedAt) {
        return new Webhook(
                id,
                new TenantId(tenant),
                "crm",
                URI.create("https://crm.example/hook?key=CANARY"),
                Set.of(EndEvent.COMPLETED),
                false,
                version,
                rotatedAt,
                NOW,
                "key-1");
    }
}
