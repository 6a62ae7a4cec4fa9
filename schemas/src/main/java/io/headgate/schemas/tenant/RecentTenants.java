package io.headgate.schemas.tenant;

import io.headgate.schemas.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which tenants have used something lately. What counts as lately is the same for whoever tells of it and for whoever hears.
 * Thread-safe; counting takes no lock.
 */
public final class RecentTenants {
    /** So long after its last use a tenant counts. */
    public static final Duration LATELY = Duration.ofMinutes(10);

    /** When each tenant's last use was, the longest ago first. */
    private final Map<TenantId, Instant> last = new LinkedHashMap<>();

    private volatile int count;

    /** The tenant uses it now. */
    public synchronized void uses(TenantId tenant, Instant now) {
        last.remove(tenant);
        last.put(tenant, now);
        Iterator<Instant> longestAgoFirst = last.values().iterator();
        while (longestAgoFirst.next().plus(LATELY).isBefore(now)) {
            longestAgoFirst.remove();
        }
        count = last.size();
    }

    /** How many tenants had used it within {@link #LATELY} when somebody last did; 0 when nobody ever has. */
    public int count() {
        return count;
    }
}
