package io.headgate.router.waiting;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.tenant.RecentTenants;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tenants have sent to which provider lately, in all tasks of this process: tenants share a provider's queue whether
 * or not they share a task. Thread-safe; reading takes no lock.
 */
public final class ProviderTenants {
    private final Map<ProviderName, RecentTenants> providers = new ConcurrentHashMap<>();

    /** A request of the tenant went to the provider. */
    public void sent(TenantId tenant, ProviderName provider, Instant now) {
        providers.computeIfAbsent(provider, _ -> new RecentTenants()).uses(tenant, now);
    }

    /** How many tenants have sent to the provider lately. */
    public int sharing(ProviderName provider) {
        RecentTenants senders = providers.get(provider);
        return senders == null ? 0 : senders.count();
    }
}
