package io.headgate.api.webhooks;

import io.headgate.schemas.id.TenantId;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's address that is told of ends of a tenant's requests.
 *
 * @param id of this one for ever: another of the same name has another id, and other secrets
 * @param name what requests and people call it, unique within the tenant
 * @param onlyNamed whether it is told only of requests that name it
 * @param secretVersion which of its secrets posts are signed with, from 1
 * @param rotatedAt since when; null for the first
 */
public record Webhook(
        String id,
        TenantId tenant,
        String name,
        URI url,
        Set<EndEvent> events,
        boolean onlyNamed,
        int secretVersion,
        @Nullable Instant rotatedAt,
        Instant createdAt,
        String createdBy) {
    public Webhook {
        events = Set.copyOf(events);
    }

    /** Without the address: keys have been seen in paths. */
    @Override
    public String toString() {
        return "webhook %s of %s".formatted(name, tenant);
    }
}
