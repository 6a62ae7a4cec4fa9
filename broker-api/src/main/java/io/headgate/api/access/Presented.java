package io.headgate.api.access;

import io.headgate.schemas.id.TenantId;
import java.util.Optional;

/**
 * What a caller shows at the door.
 *
 * @param key the text in the place of a key
 * @param tenant the one that the request names
 * @param project the one that the request's headers name
 * @param from where it comes from: what belongs to one peer is the same text
 */
public record Presented(Optional<String> key, Optional<TenantId> tenant, Optional<String> project, String from) {
    /** Without the key. */
    @Override
    public String toString() {
        return "Presented[key %s, tenant=%s]".formatted(key.isPresent() ? "there" : "missing", tenant);
    }
}
