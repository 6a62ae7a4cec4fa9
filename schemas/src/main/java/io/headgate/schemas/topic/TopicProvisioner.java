package io.headgate.schemas.topic;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.topic.TopicSpec.Partitioning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that are missing. What exists is left as it is, whatever its settings; so it may be run at any
 * time, by several at once. The only way topics come to be: the broker's auto-creation is to be off.
 */
public final class TopicProvisioner {
    private static final short REPLICAS_THAT_MAY_LOSE_ONE = 3;

    /** Who was away for a day reads every record all the same: of a window that has ended, the last is not of its key. */
    private static final Duration WHOLE_FOR = Duration.ofDays(1);

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

    private final Admin admin;
    private final TopicNames names;
    private final Partitions partitions;

    public TopicProvisioner(Admin admin, TopicNames names, Partitions partitions) {
        this.admin = admin;
        this.names = names;
        this.partitions = partitions;
    }

    /**
     * Creates what is missing for these providers, and for these tenants that have a {@code requests} topic of their own.
     *
     * @return the names of the topics it created, in order; empty when all were there
     * @throws TopicAdminException when the cluster cannot be asked or refuses
     */
    public List<String> provision(Collection<ProviderName> providers, Collection<TenantId> tenants) {
        Map<String, TopicSpec> wanted = wanted(providers, tenants);
        Set<String> existing = TopicAdminException.orThrow(
                "list topics", () -> admin.listTopics().names().get());
        List<NewTopic> missing = new ArrayList<>();
        TenantCounts counts = new TenantCounts(admin, names);
        wanted.forEach((name, spec) -> {
            if (!existing.contains(name)) {
                missing.add(topic(name, spec, counts));
            }
        });
        return created(missing);
    }

    /** Every topic that should be there, by name. */
    private Map<String, TopicSpec> wanted(Collection<ProviderName> providers, Collection<TenantId> tenants) {
        Map<String, TopicSpec> wanted = new TreeMap<>();
        for (TopicSpec spec : TopicCatalog.all()) {
            if (spec.name().contains(TopicCatalog.PROVIDER)) {
                providers.forEach(provider -> wanted.put(
                        names.prefix() + spec.name().replace(TopicCatalog.PROVIDER, provider.value()), spec));
            } else if (spec.name().contains(TopicCatalog.TENANT)) {
                tenants.forEach(tenant ->
                        wanted.put(names.prefix() + spec.name().replace(TopicCatalog.TENANT, tenant.value()), spec));
            } else {
                wanted.put(names.prefix() + spec.name(), spec);
            }
        }
        return wanted;
    }

    /** A topic keyed by tenant that was lost, or is new in a release, gets the count its siblings have. */
    private NewTopic topic(String name, TopicSpec spec, TenantCounts counts) {
        int count = spec.partitioning() == Partitioning.TENANT
                ? counts.established().orElse(partitions.tenantPartitions())
                : partitions.of(spec);
        return new NewTopic(name, count, partitions.replicationFactor())
                .configs(settings(spec, partitions.replicationFactor()));
    }

    private static Map<String, String> settings(TopicSpec spec, short replicationFactor) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(TopicCatalog.MAX_RECORD_BYTES));
        if (replicationFactor >= REPLICAS_THAT_MAY_LOSE_ONE) {
            // Else acks=all is kept by the one broker that is left, and lost with it.
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        if (spec.retention() == null) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            settings.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(WHOLE_FOR.toMillis()));
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(spec.retention().toMillis()));
        }
        return settings;
    }

    private List<String> created(List<NewTopic> missing) {
        List<String> created = new ArrayList<>();
        Map<String, KafkaFuture<Void>> outcomes =
                new TreeMap<>(admin.createTopics(missing).values());
        outcomes.forEach((name, outcome) -> {
            if (TopicAdminException.orThrow("create topic " + name, () -> created(outcome))) {
                created.add(name);
            }
        });
        awaitVisible(created);
        return created;
    }

    /** Else whoever starts next would find them missing. */
    private void awaitVisible(List<String> created) {
        if (!Patience.until(() -> !TenantCounts.of(admin, created).containsValue(0), VISIBLE_WITHIN)) {
            throw new TopicAdminException(
                    "created topics are not visible within %s: %s".formatted(VISIBLE_WITHIN, created), null);
        }
    }

    /** False when somebody else was quicker. */
    private static boolean created(KafkaFuture<Void> outcome) throws InterruptedException, ExecutionException {
        try {
            outcome.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }
}
