package io.headgate.api.erasure;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Whose data.
 *
 * @param user one of the tenant's users; null for all that the tenant has
 */
public record Subject(TenantId tenant, @Nullable UserId user) {
    /** Without the person: it is asked that nothing be kept of them. */
    @Override
    public String toString() {
        return user == null ? "tenant " + tenant : "a user of tenant " + tenant;
    }
}
