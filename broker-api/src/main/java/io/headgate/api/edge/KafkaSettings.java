package io.headgate.api.edge;

import io.headgate.api.access.UnreachableException;
import io.headgate.api.access.tenants.SettingsTopic;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.tenant.feed.TenantTopic;
import io.headgate.schemas.tenant.feed.TenantTopic.Said;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** The topic {@code tenants} for who administers: read whole each time, which only they wait for. */
public final class KafkaSettings implements SettingsTopic {
    private final TenantTopic topic;

    public KafkaSettings(TenantTopic topic) {
        this.topic = topic;
    }

    @Override
    public Map<TenantId, Optional<TenantSettings>> newest() {
        Map<TenantId, Optional<TenantSettings>> newest = new TreeMap<>();
        reached(topic::newest)
                .forEach((tenant, said) -> newest.put(
                        tenant,
                        said instanceof Said.Set(TenantSettings known) ? Optional.of(known) : Optional.empty()));
        return newest;
    }

    @Override
    public void set(TenantSettings settings) {
        reached(() -> {
            topic.set(settings);
            return settings;
        });
    }

    @Override
    public void takeBack(TenantId tenant) {
        reached(() -> {
            topic.takeBack(tenant);
            return tenant;
        });
    }

    private static <T> T reached(Supplier<T> work) {
        try {
            return work.get();
        } catch (KafkaException away) {
            throw new UnreachableException("Kafka", away);
        }
    }
}
