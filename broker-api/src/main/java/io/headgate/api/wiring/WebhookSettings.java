package io.headgate.api.wiring;

import io.headgate.api.webhooks.WebhookSecrets;
import io.headgate.schemas.catalog.SecretRef;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * {@code headgate.api.webhooks.*}.
 *
 * @param secret where the secret is that all webhooks' are derived from, {@code env:NAME} or {@code file:/path}; at least 32
 *     characters. While there is none no webhook can be made, and none is told
 * @param allowPrivate whether receivers may be at loopback and private addresses, and spoken to without TLS
 * @param deliverEvery how often is looked for what is to be told
 */
@ConfigurationProperties("headgate.api.webhooks")
public record WebhookSettings(
        @Bindable(defaultValue = "env:" + WebhookSecrets.VARIABLE)
        String secret,

        @Bindable(defaultValue = "false") boolean allowPrivate,
        @Bindable(defaultValue = "500ms") Duration deliverEvery) {
    /** @throws IllegalArgumentException when it refers to nothing; what is there is not said, it may be the secret */
    SecretRef secretRef() {
        if (secret.startsWith("env:") && secret.length() > "env:".length()) {
            return new SecretRef.Env(secret.substring("env:".length()));
        }
        if (secret.startsWith("file:/")) {
            return new SecretRef.File(secret.substring("file:".length()));
        }
        throw new IllegalArgumentException(
                WebhookSecrets.SETTING + ": seen something else (not shown), allowed env:NAME or file:/absolute/path");
    }

    /** Without the reference, in whose place the secret itself may stand by mistake. */
    @Override
    public String toString() {
        return "WebhookSettings[allowPrivate=%s]".formatted(allowPrivate);
    }
}
