package io.headgate.schemas.tenant;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.telemetry.LogKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of all tenants, as they come: the newest good ones of each are in force.
 *
 * <p>Settings that name what the catalogue does not have wait for a catalogue that has it; until then those before them
 * hold. Where nothing held before, what is unknown in them serves nobody; and a tenant of whom nothing was ever readable
 * is refused. Thread-safe.
 */
public final class KnownSettings implements TenantCatalogs {
    private static final Logger log = LoggerFactory.getLogger(KnownSettings.class);

    private final CatalogSource catalogs;
    private final Map<TenantId, Held> held = new ConcurrentHashMap<>();

    /** @param catalogs asked for the catalogue in force, and listened to for later ones */
    public KnownSettings(CatalogSource catalogs) {
        this.catalogs = catalogs;
        catalogs.subscribe(this::judgeAgain);
    }

    /** What is known of one tenant: replaced, never changed, but for what it remembers of the last catalogue. */
    private static final class Held {
        final TenantSettings inForce;
        /** Newer, and not in force. */
        final @Nullable TenantSettings waiting;
        /** Why the newest are not in force; null when they are. */
        final @Nullable String rejected;

        private volatile @Nullable View view;

        Held(TenantSettings inForce, @Nullable TenantSettings waiting, @Nullable String rejected) {
            this.inForce = inForce;
            this.waiting = waiting;
            this.rejected = rejected;
        }

        Catalogue over(Catalogue catalogue) {
            View known = view;
            if (known == null || known.of != catalogue) {
                known = new View(catalogue, Settled.over(inForce, catalogue));
                view = known;
            }
            return known.with;
        }
    }

    private record View(Catalogue of, Catalogue with) {}

    /** The newest settings of a tenant; the first catalogue must have come. */
    public synchronized void put(TenantSettings settings) {
        TenantId tenant = settings.tenant();
        List<String> problems = Settled.problems(settings, catalogs.current());
        if (problems.isEmpty()) {
            held.put(tenant, new Held(settings, null, null));
            log.atInfo().addKeyValue(LogKeys.TENANT, tenant).log("settings in force");
            return;
        }
        Held before = held.get(tenant);
        String why = String.join("; ", problems);
        held.put(tenant, new Held(before == null ? settings : before.inForce, settings, why));
        log.atError()
                .addKeyValue(LogKeys.TENANT, tenant)
                .log("settings are not in force, the last good ones stay: {}", why);
    }

    /** Settings of a tenant came that cannot be read. */
    public synchronized void unreadable(TenantId tenant, String why) {
        Held before = held.get(tenant);
        held.put(tenant, new Held(before == null ? refusing(tenant) : before.inForce, null, why));
        log.atError()
                .addKeyValue(LogKeys.TENANT, tenant)
                .log(
                        "settings cannot be read, {}: {}",
                        before == null ? "its requests are refused" : "the last good ones stay",
                        why);
    }

    /** A tenant's settings were taken back: the catalogue's hold. */
    public synchronized void remove(TenantId tenant) {
        if (held.remove(tenant) != null) {
            log.atInfo().addKeyValue(LogKeys.TENANT, tenant).log("settings taken back");
        }
    }

    private synchronized void judgeAgain(Catalogue catalogue) {
        held.replaceAll((tenant, known) -> {
            if (known.waiting == null
                    || !Settled.problems(known.waiting, catalogue).isEmpty()) {
                return known;
            }
            log.atInfo().addKeyValue(LogKeys.TENANT, tenant).log("settings in force, with the new catalogue");
            return new Held(known.waiting, null, null);
        });
    }

    @Override
    public Catalogue common() {
        return catalogs.current();
    }

    @Override
    public Catalogue of(TenantId tenant) {
        Catalogue catalogue = catalogs.current();
        Held known = held.get(tenant);
        return known == null ? catalogue : known.over(catalogue);
    }

    @Override
    public long largestBodyBytes() {
        long largest = catalogs.current().largestBodyBytes();
        for (Held known : held.values()) {
            Long own = known.inForce.policy().maxBodyBytes();
            largest = own == null ? largest : Math.max(largest, own);
        }
        return largest;
    }

    /** The tenants whose results are relayed, and to which topics. */
    public Map<TenantId, Set<String>> replyTopics() {
        Map<TenantId, Set<String>> topics = new HashMap<>();
        catalogs.current().tenants().forEach((id, tenant) -> topics.put(id, tenant.replyTopics()));
        held.keySet().forEach(id -> {
            var tenant = of(id).tenants().get(id);
            topics.put(id, tenant == null ? Set.of() : tenant.replyTopics());
        });
        topics.values().removeIf(Set::isEmpty);
        return topics;
    }

    /** The tenants whose newest settings are not in force, and why. */
    public Map<TenantId, String> rejected() {
        Map<TenantId, String> rejected = new TreeMap<>();
        held.forEach((tenant, known) -> {
            if (known.rejected != null) {
                rejected.put(tenant, known.rejected);
            }
        });
        return rejected;
    }

    private static TenantSettings refusing(TenantId tenant) {
        return new TenantSettings(
                tenant,
                false,
                null,
                List.of(),
                Map.of(),
                Map.of(),
                TenantSettings.Policy.OF_CATALOGUE,
                Set.of(),
                null,
                "",
                Instant.EPOCH);
    }
}
