package io.headgate.api.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What posts to webhooks are signed with: derived from one secret that processes are given, so that none is kept anywhere.
 * HMAC-SHA256 of tenant, id and version, each after its length. Thread-safe.
 */
public final class WebhookSecrets {
    /** Where the secret is that all are derived from: {@code env:NAME} or {@code file:/path}. */
    public static final String SETTING = "headgate.api.webhooks.secret";

    /** Where it is, if nothing is said. */
    public static final String VARIABLE = "HEADGATE_WEBHOOK_SECRET";

    /** For so long after a rotation posts are signed with the secret before as well. */
    static final Duration OVERLAP = Duration.ofHours(24);

    /** Of the secret that all are derived from, in characters: one that is guessed gives them all away. */
    public static final int SHORTEST = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<Optional<String>> master;

    /** @param master asked each time; empty where there is none */
    public WebhookSecrets(Supplier<Optional<String>> master) {
        this.master = master;
    }

    /** Whether there is anything to derive from. */
    public boolean areThere() {
        return master().isPresent();
    }

    /** The secret that holds, {@code whsec_…}; empty where there is nothing to derive it from. */
    public Optional<String> current(Webhook webhook) {
        return master().map(from -> derived(from, webhook, webhook.secretVersion()));
    }

    /** What a post is signed with now, the secret that holds first; empty where there is nothing to derive it from. */
    List<String> signing(Webhook webhook, Instant now) {
        Optional<String> from = master();
        if (from.isEmpty()) {
            return List.of();
        }
        List<String> secrets = new ArrayList<>(List.of(derived(from.get(), webhook, webhook.secretVersion())));
        Instant rotatedAt = webhook.rotatedAt();
        if (rotatedAt != null && webhook.secretVersion() > 1 && now.isBefore(rotatedAt.plus(OVERLAP))) {
            secrets.add(derived(from.get(), webhook, webhook.secretVersion() - 1));
        }
        return List.copyOf(secrets);
    }

    private Optional<String> master() {
        return master.get().filter(secret -> secret.length() >= SHORTEST);
    }

    private static String derived(String master, Webhook webhook, int version) {
        String tenant = webhook.tenant().value();
        String of = "headgate-webhook %d:%s %d:%s %d"
                .formatted(tenant.length(), tenant, webhook.id().length(), webhook.id(), version);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(master.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] secret = mac.doFinal(of.getBytes(StandardCharsets.UTF_8));
            return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
