package io.headgate.router.explain;

import io.headgate.router.budget.Ledger;
import io.headgate.schemas.id.TenantId;
import java.util.Optional;
import java.util.function.Function;

/** The books of tenants, as far as this process keeps them. */
public interface TenantBooks {
    /** None are kept here. */
    TenantBooks NONE = new TenantBooks() {
        @Override
        public <T> Optional<T> read(TenantId tenant, Function<Ledger, T> reading) {
            return Optional.empty();
        }
    };

    /**
     * Reads in a tenant's books as they are at this moment; changes nothing.
     *
     * @return what was read; empty where another process has the tenant, or while it moves
     */
    <T> Optional<T> read(TenantId tenant, Function<Ledger, T> reading);
}
