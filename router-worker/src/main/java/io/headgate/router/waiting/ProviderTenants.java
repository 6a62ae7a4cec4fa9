package io.headgate.router.waiting;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tenants have sent to which provider lately, in all tasks of this process: tenants share a provider's queue whether
 * or not they share a task. Thread-safe; reading takes no lock.
 */
public final class ProviderTenants {
    /** So long after its last request a tenant counts among those who share a provider. */
    static final Duration ACTIVE = Duration.ofMinutes(10);

    private final Map<ProviderName, Senders> providers = new ConcurrentHashMap<>();

    /** A request of the tenant went to the provider. */
    public void sent(TenantId tenant, ProviderName provider, Instant now) {
        providers.computeIfAbsent(provider, _ -> new Senders()).sent(tenant, now);
    }

    /** How many tenants have sent to the provider lately. */
    public int sharing(ProviderName provider) {
        Senders senders = providers.get(provider);
        return senders == null ? 0 : senders.count;
    }

    private static final class Senders {
        /** When each tenant's last one went, the longest ago first. */
        private final Map<TenantId, Instant> last = new LinkedHashMap<>();

        private volatile int count;

        synchronized void sent(TenantId tenant, Instant now) {
            last.remove(tenant);
            last.put(tenant, now);
            Iterator<Instant> longestAgoFirst = last.values().iterator();
            while (longestAgoFirst.next().plus(ACTIVE).isBefore(now)) {
                longestAgoFirst.remove();
            }
            count = last.size();
        }
    }
}
