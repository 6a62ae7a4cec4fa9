package io.headgate.api.webhooks;

import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.message.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes webhooks and gives them new secrets. Thread-safe; blocks for the store. */
public final class WebhookDesk {
    /** Each of them is told of each end. */
    static final int MOST = 20;

    private final WebhookStore store;
    private final WebhookSecrets secrets;
    private final JsonReader json;
    private final InstantSource clock;
    private final boolean allowPrivate;

    /** @param allowPrivate whether receivers may be at loopback and private addresses, and spoken to without TLS */
    public WebhookDesk(
            WebhookStore store, WebhookSecrets secrets, JsonReader json, InstantSource clock, boolean allowPrivate) {
        this.store = store;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
        this.allowPrivate = allowPrivate;
    }

    /** How making one, or giving it a new secret, ended. */
    public sealed interface Signed {
        /** @param secret to be shown once */
        record Ready(Webhook webhook, String secret) implements Signed {
            /** Without the secret. */
            @Override
            public String toString() {
                return "Ready[%s]".formatted(webhook);
            }
        }

        /** @param field at fault */
        record Refused(Failure failure, String field) implements Signed {}

        record NameTaken(String name) implements Signed {}

        record TooMany(int most) implements Signed {}

        record Unknown() implements Signed {}

        /** Nothing is there to sign posts with. */
        record NoSecret() implements Signed {}
    }

    /**
     * Makes one.
     *
     * @param body JSON, or anything else
     * @param by who makes it, for the history
     */
    public Signed make(TenantId tenant, byte[] body, Actor by) {
        if (!secrets.areThere()) {
            return new Signed.NoSecret();
        }
        return switch (NewWebhook.read(body, json, allowPrivate)) {
            case NewWebhook.Refused(Failure failure, String field) -> new Signed.Refused(failure, field);
            case NewWebhook.Wanted wanted -> make(tenant, wanted, by);
        };
    }

    private Signed make(TenantId tenant, NewWebhook.Wanted wanted, Actor by) {
        Webhook webhook = new Webhook(
                "whk_" + UUID.randomUUID(),
                tenant,
                wanted.name(),
                wanted.url(),
                wanted.events(),
                wanted.onlyNamed(),
                1,
                null,
                now(),
                by.name());
        return switch (store.make(webhook, MOST, by)) {
            case MADE -> ready(webhook);
            case NAME_TAKEN -> new Signed.NameTaken(wanted.name());
            case TOO_MANY -> new Signed.TooMany(MOST);
        };
    }

    /** Gives one its next secret; for a day posts are signed with the one before as well. */
    public Signed rotate(TenantId tenant, String name, Actor by) {
        if (!secrets.areThere()) {
            return new Signed.NoSecret();
        }
        Optional<Webhook> rotated = store.rotate(tenant, name, now(), by);
        return rotated.isEmpty() ? new Signed.Unknown() : ready(rotated.get());
    }

    private Signed ready(Webhook webhook) {
        return secrets.current(webhook)
                .<Signed>map(secret -> new Signed.Ready(webhook, secret))
                .orElseGet(Signed.NoSecret::new);
    }

    /** All of a tenant, by name. */
    public List<Webhook> list(TenantId tenant) {
        return store.list(tenant);
    }

    /** Removes one, and forgets what it was still to be told; whether there was one. */
    public boolean remove(TenantId tenant, String name, Actor by) {
        return store.remove(tenant, name, now(), by);
    }

    /** The latest deliveries, the newest first. */
    public List<Delivery> deliveries(TenantId tenant, DeliveryQuery query) {
        return store.deliveries(tenant, query);
    }

    /** Has a delivery that is over begin anew, under the same id; empty where there is none. */
    public Optional<WebhookStore.Replayed> replay(TenantId tenant, UUID delivery) {
        return store.replay(tenant, delivery, now());
    }

    /** As Postgres keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
