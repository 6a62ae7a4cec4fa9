package io.headgate.metering.alert.delivery;

import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.catalog.Webhook;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.webhook.Outcome;
import io.headgate.schemas.webhook.PostClient;
import io.headgate.schemas.webhook.Signature;
import io.headgate.schemas.webhook.SigningSecrets;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** To webhooks, as the catalogue has them. Thread-safe. */
public final class WebhookDelivery implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final PostClient publicOnly;
    private final PostClient privateAllowed;
    private final SigningSecrets secrets;
    private final InstantSource clock;

    /** @param environment where {@code env:NAME} secrets are found */
    public WebhookDelivery(Map<String, String> environment, InstantSource clock) {
        this(environment, clock, WITHIN);
    }

    WebhookDelivery(Map<String, String> environment, InstantSource clock, Duration within) {
        this.publicOnly = new PostClient(false, within);
        this.privateAllowed = new PostClient(true, within);
        this.secrets = new SigningSecrets(environment);
        this.clock = clock;
    }

    /** Tries once; blocks for ten seconds at most. Only an answer of 2xx is a delivery. */
    public Outcome deliver(Webhook webhook, Alert alert) {
        byte[] body = WebhookBody.of(alert, webhook.format());
        Map<String, String> headers = new HashMap<>(Map.of("headgate-alert-id", visible(alert.id())));
        SecretRef ref = webhook.secret();
        if (ref != null) {
            Optional<String> secret = secrets.read(ref);
            if (secret.isEmpty()) {
                return failed(webhook, "its secret is not there: " + shown(ref));
            }
            headers.put("headgate-signature", Signature.of(secret.get(), clock.instant(), body));
        }
        try {
            int status = (webhook.allowPrivate() ? privateAllowed : publicOnly).post(webhook.url(), body, headers);
            return status / 100 == 2 ? new Outcome.Delivered() : failed(webhook, "answered " + status);
        } catch (IOException | RuntimeException e) {
            return failed(webhook, e.toString());
        }
    }

    private static Outcome failed(Webhook webhook, String problem) {
        return new Outcome.Failed("webhook %s: %s".formatted(webhook.name(), problem));
    }

    /** Ids of others may hold what a header may not. */
    private static String visible(String id) {
        return id.replaceAll("[^!-~]", "?");
    }

    private static String shown(SecretRef ref) {
        return switch (ref) {
            case SecretRef.Env(String variable) -> "env:" + variable;
            case SecretRef.File(String path) -> "file:" + path;
        };
    }

    @Override
    public void close() throws IOException {
        publicOnly.close();
        privateAllowed.close();
    }
}
