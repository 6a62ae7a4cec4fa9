package io.headgate.router.explain;

import io.headgate.router.budget.Ledger;
import io.headgate.router.waiting.Crowds.Crowd;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the tasks of tenants know, as far as they run in this process. */
public interface TenantTask {
    /** None run here. */
    TenantTask ELSEWHERE = new TenantTask() {
        @Override
        public <T> Optional<T> read(TenantId tenant, Function<Ledger, T> reading) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<ProviderName, Crowd>> crowds(TenantId tenant) {
            return Optional.empty();
        }
    };

    /**
     * Reads in a tenant's books as they are at this moment; changes nothing.
     *
     * @return what was read; empty where another process has the tenant, or while it moves
     */
    <T> Optional<T> read(TenantId tenant, Function<Ledger, T> reading);

    /** Who waits before which provider in the task that has the tenant; empty where another process has it. */
    Optional<Map<ProviderName, Crowd>> crowds(TenantId tenant);
}
