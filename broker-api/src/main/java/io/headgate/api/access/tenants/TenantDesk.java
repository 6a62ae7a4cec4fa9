package io.headgate.api.access.tenants;

import io.headgate.api.access.audit.Act;
import io.headgate.api.access.audit.Actor;
import io.headgate.api.access.audit.AuditLog;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.ReadSettings;
import io.headgate.schemas.catalog.read.SettingsReader;
import io.headgate.schemas.catalog.read.SettingsText;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes what holds for tenants, and writes down who did. Two who change the same tenant at once both succeed, and the later
 * stands: the audit log has what each found. Blocks; throws {@link io.headgate.api.access.UnreachableException}.
 */
public final class TenantDesk {
    private final SettingsTopic topic;
    private final SettingsReader reader;
    private final Supplier<Catalogue> catalogue;
    private final AuditLog audit;
    private final InstantSource clock;

    /** @param catalogue the one in force */
    public TenantDesk(
            SettingsTopic topic,
            SettingsReader reader,
            Supplier<Catalogue> catalogue,
            AuditLog audit,
            InstantSource clock) {
        this.topic = topic;
        this.reader = reader;
        this.catalogue = catalogue;
        this.audit = audit;
        this.clock = clock;
    }

    /** The tenants that the catalogue in force names. */
    public Set<TenantId> catalogued() {
        return catalogue.get().tenants().keySet();
    }

    /** The newest settings of each tenant; empty where they cannot be read. */
    public Map<TenantId, Optional<TenantSettings>> settings() {
        return topic.newest();
    }

    /** What a text comes to; nothing is changed. */
    public ReadSettings check(TenantId tenant, String text, Actor actor) {
        return reader.read(
                text, tenant, catalogue.get(), actor.name(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * Puts settings in force, in place of all that the tenant had.
     *
     * @param text YAML or JSON, shaped as {@code tenants.<tenant>} of the catalogue
     */
    public ReadSettings set(TenantId tenant, String text, Actor actor) {
        ReadSettings read = check(tenant, text, actor);
        if (read instanceof ReadSettings.Valid(TenantSettings settings)) {
            Act act = act(
                    "tenant.set",
                    tenant,
                    tree(topic.newest(), tenant),
                    SettingsText.tree(settings),
                    settings.updatedAt(),
                    actor);
            audit.whileDoing(act, () -> topic.set(settings));
        }
        return read;
    }

    /** Takes a tenant's settings back: the catalogue's hold again. False where it had none. */
    public boolean unset(TenantId tenant, Actor actor) {
        Map<TenantId, Optional<TenantSettings>> newest = topic.newest();
        if (!newest.containsKey(tenant)) {
            return false;
        }
        Act act = act("tenant.unset", tenant, tree(newest, tenant), null, clock.instant(), actor);
        audit.whileDoing(act, () -> topic.takeBack(tenant));
        return true;
    }

    private static @Nullable Map<String, Object> tree(Map<TenantId, Optional<TenantSettings>> newest, TenantId tenant) {
        return newest.getOrDefault(tenant, Optional.empty())
                .map(SettingsText::tree)
                .orElse(null);
    }

    private static Act act(
            String action, TenantId tenant, @Nullable Object before, @Nullable Object after, Instant at, Actor actor) {
        return new Act(at, actor, action, tenant.value(), Optional.of(tenant), before, after);
    }
}
