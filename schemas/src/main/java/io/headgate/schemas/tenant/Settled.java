package io.headgate.schemas.tenant;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.id.Nearest;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.TenantSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings laid over a catalogue. */
final class Settled {
    private Settled() {}

    /** What a catalogue does not have of what the settings name; empty when they can be put in force under it. */
    static List<String> problems(TenantSettings settings, Catalogue catalogue) {
        List<String> problems = new ArrayList<>();
        if (settings.tier() != null) {
            unknown("tier", List.of(settings.tier()), catalogue.tiers().keySet(), problems);
        } else if (tierOf(settings, catalogue) == null) {
            problems.add("tier: seen none, allowed one of the catalogue: it has no default tier");
        }
        TenantSettings.Policy policy = settings.policy();
        unknown("alias", orNone(policy.aliases()), catalogue.routes().keySet(), problems);
        unknown("provider", orNone(policy.providers()), catalogue.providers().keySet(), problems);
        unknown("model", settings.modelLimits().keySet(), catalogue.models().keySet(), problems);
        Set<String> entities =
                policy.redaction() == null ? Set.of() : policy.redaction().entities();
        unknown("entity", entities, catalogue.detection().entities(), problems);
        return problems;
    }

    /**
     * The catalogue for the settings' tenant. A tier that is not there stays so, and a tenant without a tier stays unnamed:
     * such a tenant may use nothing.
     */
    static Catalogue over(TenantSettings settings, Catalogue catalogue) {
        TierName tier = tierOf(settings, catalogue);
        return tier == null ? catalogue : catalogue.forOne(tenant(settings, tier, catalogue));
    }

    private static Tenant tenant(TenantSettings settings, TierName tier, Catalogue catalogue) {
        Tenant named = catalogue.tenants().get(settings.tenant());
        Tenant base =
                named != null ? named : new Tenant(settings.tenant(), tier, List.of(), Map.of(), Map.of(), Set.of());
        TenantSettings.Policy policy = settings.policy();
        return new Tenant(
                settings.tenant(),
                settings.enabled(),
                tier,
                replaced(base.limits(), settings.limits()),
                replaced(base.modelLimits(), settings.modelLimits()),
                replaced(base.projectLimits(), settings.projectLimits()),
                or(policy.aliases(), base.aliases()),
                or(policy.providers(), base.providers()),
                or(policy.regions(), base.regions()),
                policy.redaction() != null ? policy.redaction() : base.redaction(),
                policy.maxBodyBytes() != null ? policy.maxBodyBytes() : base.maxBodyBytes(),
                settings.weight() != null ? settings.weight() : base.weight(),
                settings.replyTopics().isEmpty() ? base.replyTopics() : settings.replyTopics());
    }

    private static @Nullable TierName tierOf(TenantSettings settings, Catalogue catalogue) {
        if (settings.tier() != null) {
            return settings.tier();
        }
        Tenant named = catalogue.tenants().get(settings.tenant());
        return named != null ? named.tier() : catalogue.defaults().tier();
    }

    /** Each limit of the catalogue's that none of the settings' replaces, and those. */
    private static List<Limit> replaced(List<Limit> base, List<Limit> own) {
        List<Limit> all = new ArrayList<>(own);
        base.stream()
                .filter(limit ->
                        own.stream().noneMatch(o -> o.measure() == limit.measure() && o.window() == limit.window()))
                .forEach(all::add);
        return all;
    }

    private static <K> Map<K, List<Limit>> replaced(Map<K, List<Limit>> base, Map<K, List<Limit>> own) {
        Map<K, List<Limit>> all = new HashMap<>(base);
        own.forEach((key, limits) -> all.merge(key, limits, Settled::replaced));
        return all;
    }

    private static <T> Set<T> or(@Nullable Set<T> own, Set<T> base) {
        return own == null ? base : own;
    }

    private static <T> Set<T> orNone(@Nullable Set<T> names) {
        return names == null ? Set.of() : names;
    }

    private static <T> void unknown(String what, Collection<T> names, Collection<T> known, List<String> problems) {
        names.stream()
                .filter(name -> !known.contains(name))
                .map(Object::toString)
                .sorted()
                .forEach(name -> {
                    List<String> allowed = known.stream().map(Object::toString).toList();
                    problems.add("%s '%s': %s".formatted(what, name, Nearest.allowed(name, allowed)));
                });
    }
}
