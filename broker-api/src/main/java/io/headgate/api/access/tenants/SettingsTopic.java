package io.headgate.api.access.tenants;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import java.util.Map;
import java.util.Optional;

/** The topic {@code tenants}. Blocks; throws {@link io.headgate.api.access.UnreachableException} when Kafka does not answer. */
public interface SettingsTopic {
    /** The newest of each tenant that has settings; empty where they cannot be read. In the order of the tenants. */
    Map<TenantId, Optional<TenantSettings>> newest();

    /** Returns when Kafka has them on all replicas. */
    void set(TenantSettings settings);

    /** As above. */
    void takeBack(TenantId tenant);
}
