package io.headgate.api.webhooks;

import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where webhooks and what they are told are kept. Every question names the tenant; every change of a webhook is written down
 * with who made it. Blocks; throws {@code
 * IndexUnavailableException} when Postgres does not answer. Thread-safe.
 */
public interface WebhookStore {
    /** How making one ended. */
    enum Made {
        MADE,
        /** There is one of that name. */
        NAME_TAKEN,
        /** The tenant has as many as it may. */
        TOO_MANY
    }

    Made make(Webhook webhook, int most, Actor by);

    /** All of a tenant, by name. */
    List<Webhook> list(TenantId tenant);

    /** Removes one with all that it is still to be told; whether there was one. */
    boolean remove(TenantId tenant, String name, Instant now, Actor by);

    /** Gives one its next secret, and returns it so; empty where there is none. */
    Optional<Webhook> rotate(TenantId tenant, String name, Instant now, Actor by);

    /** The latest deliveries of a tenant, the newest first. */
    List<Delivery> deliveries(TenantId tenant, DeliveryQuery query);

    /** Has a delivery that is over begin anew; empty where there is none. */
    Optional<Replayed> replay(TenantId tenant, UUID delivery, Instant now);

    /** What became of it. */
    enum Replayed {
        AGAIN,
        /** It is not over: it is still being tried. */
        STILL_TRIED
    }
}
