package io.headgate.schemas.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentTenantsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");

    private final RecentTenants tenants = new RecentTenants();

    @Test
    void aTenantCountsOnce_howeverOftenItComes() {
        assertThat(tenants.count()).isZero();
        tenants.uses(A, NOW);
        tenants.uses(A, NOW.plusSeconds(1));
        assertThat(tenants.count()).isEqualTo(1);
        tenants.uses(B, NOW.plusSeconds(1));
        assertThat(tenants.count()).isEqualTo(2);
    }

    @Test
    void aTenantCountsUntilTenMinutesAfterItsLastUse() {
        tenants.uses(A, NOW);
        tenants.uses(B, NOW.plusSeconds(300));
        tenants.uses(A, NOW.plusSeconds(400));
        tenants.uses(A, NOW.plusSeconds(900));
        assertThat(tenants.count()).isEqualTo(2);
        tenants.uses(A, NOW.plusSeconds(901));
        assertThat(tenants.count()).isEqualTo(1);
    }
}
