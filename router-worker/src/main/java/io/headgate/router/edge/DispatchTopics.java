package io.headgate.router.edge;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Which providers have both their dispatch topics. A transaction that writes to a missing topic never commits, so a
 * candidate without them is not one. Topics are created before the revision that names them is published: what was
 * looked up under a revision holds for it. Blocks for a look-up, at most once a second for what is missing. Thread-safe.
 */
public final class DispatchTopics {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration MISSING_FOR = Duration.ofSeconds(1);

    /** @param found the providers that were found in it: a look-up by name is made once for each */
    private record Listed(Set<String> topics, Set<ProviderName> found, CatalogRevision revision, Instant at) {
        Listed(Set<String> topics, CatalogRevision revision, Instant at) {
            this(topics, ConcurrentHashMap.newKeySet(), revision, at);
        }
    }

    private final Admin admin;
    private final TopicNames names;
    private final CatalogSource catalogs;
    private final InstantSource clock;
    private volatile Listed listed = new Listed(Set.of(), CatalogRevision.NONE, Instant.EPOCH);

    public DispatchTopics(Admin admin, TopicNames names, CatalogSource catalogs, InstantSource clock) {
        this.admin = admin;
        this.names = names;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /**
     * Whether work can be handed to the provider.
     *
     * @throws KafkaException when the broker does not answer; the record is tried again
     */
    public boolean dispatchable(ProviderName provider) {
        if (hasBoth(listed, provider)) {
            return true;
        }
        CatalogRevision revision = catalogs.current().revision();
        Listed last = listed;
        Instant now = clock.instant();
        if (!last.revision().equals(revision) || last.at().plus(MISSING_FOR).isBefore(now)) {
            last = new Listed(list(), revision, now);
            listed = last;
        }
        return hasBoth(last, provider);
    }

    private boolean hasBoth(Listed list, ProviderName provider) {
        if (list.found().contains(provider)) {
            return true;
        }
        boolean both = list.topics().contains(names.dispatch(provider))
                && list.topics().contains(names.dispatchCritical(provider));
        if (both) {
            list.found().add(provider);
        }
        return both;
    }

    private Set<String> list() {
        try {
            return admin.listTopics().names().get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("dispatch topics cannot be listed", e);
        }
    }
}
