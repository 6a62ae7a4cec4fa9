package io.headgate.router.route;

import io.headgate.schemas.id.ProviderName;

/** What is known of providers at this moment, beyond the catalogue. */
@FunctionalInterface
public interface Health {
    /** Whether the provider's dispatch topics exist: work can be handed to it. */
    boolean dispatchable(ProviderName provider);
}
