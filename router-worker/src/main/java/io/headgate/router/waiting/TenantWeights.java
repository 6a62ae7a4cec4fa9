package io.headgate.router.waiting;

import io.headgate.schemas.id.TenantId;

/** How much of a shared provider a tenant is due, against others that wait. */
@FunctionalInterface
public interface TenantWeights {
    /** The same for everybody. */
    TenantWeights EQUAL = tenant -> 1;

    /** From 1 to 1,000; a tenant of weight 2 gets twice what one of weight 1 gets. */
    int of(TenantId tenant);
}
