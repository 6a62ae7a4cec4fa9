package io.headgate.router.budget;

import io.headgate.schemas.id.TenantId;

/** Whose counters an account has: a tenant's as a whole, for one project, or on one model. */
public record AccountId(TenantId tenant, Scope scope) {}
