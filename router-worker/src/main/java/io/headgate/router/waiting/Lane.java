package io.headgate.router.waiting;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;

/** What a request waits for. Those who wait for the same stand in one lane and take turns. */
public sealed interface Lane {
    /** The provider's queue is to become short. */
    record ForProvider(ProviderName provider) implements Lane {}

    /** Somebody is to be able to serve the alias again. */
    record ForAlias(Alias alias) implements Lane {}

    /**
     * The tenant is to have room under a limit again, as time passes.
     *
     * @param limit which one, unique among the tenant's
     */
    record ForLimit(TenantId tenant, String limit) implements Lane {}

    /** Other requests of the tenant are to end: it has as many in flight as it may. */
    record ForOthersToEnd(TenantId tenant) implements Lane {}
}
