package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.message.TenantSettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** A tenant's settings as {@link SettingsReader} reads them: what is not set is left out. */
public final class SettingsText {
    private SettingsText() {}

    /** As YAML; ends with a line break. */
    public static String yaml(TenantSettings settings) {
        DumpSettings style =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(style).dumpToString(tree(settings));
    }

    /** As keys and values: texts, whole numbers, flags, lists and maps of them. Amounts are texts, so that they stay exact. */
    public static Map<String, Object> tree(TenantSettings settings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        TenantSettings.Policy policy = settings.policy();
        tree.put("enabled", settings.enabled());
        put(tree, "tier", settings.tier(), Object::toString);
        put(tree, "weight", settings.weight(), weight -> weight);
        list(tree::put, "limits", settings.limits());
        byName(tree, "model_limits", settings.modelLimits());
        byName(tree, "project_limits", settings.projectLimits());
        put(tree, "aliases", policy.aliases(), SettingsText::names);
        put(tree, "providers", policy.providers(), SettingsText::names);
        put(tree, "regions", policy.regions(), SettingsText::names);
        put(tree, "redaction", policy.redaction(), SettingsText::redaction);
        put(tree, "max_body_bytes", policy.maxBodyBytes(), bytes -> bytes);
        if (!settings.replyTopics().isEmpty()) {
            tree.put("reply_topics", names(settings.replyTopics()));
        }
        return tree;
    }

    private static <T> void put(Map<String, Object> tree, String key, @Nullable T value, Function<T, Object> shown) {
        if (value != null) {
            tree.put(key, shown.apply(value));
        }
    }

    private static Map<String, Object> redaction(Redaction redaction) {
        Map<String, Object> actions = new TreeMap<>();
        redaction.actions().forEach((entity, action) -> actions.put(entity, word(action)));
        return Set.copyOf(actions.values()).size() == 1
                ? Map.of(
                        "entities",
                        List.copyOf(actions.keySet()),
                        "action",
                        actions.values().iterator().next())
                : Map.of("actions", actions);
    }

    private static void byName(Map<String, Object> tree, String key, Map<?, List<Limit>> limits) {
        Map<String, Object> named = new TreeMap<>();
        limits.forEach((name, each) -> list(named::put, name.toString(), each));
        if (!named.isEmpty()) {
            tree.put(key, named);
        }
    }

    private static void list(BiConsumer<String, Object> into, String key, List<Limit> limits) {
        if (!limits.isEmpty()) {
            into.accept(key, limits.stream().map(SettingsText::limit).toList());
        }
    }

    private static Map<String, Object> limit(Limit limit) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("measure", word(limit.measure()));
        tree.put("window", word(limit.window()));
        tree.put("amount", limit.amount().toPlainString());
        put(tree, "currency", limit.currency(), Object::toString);
        tree.put("zone", limit.zone().getId());
        tree.put("on_exceeded", word(limit.onExceeded()));
        if (limit.unpricedAllowed()) {
            tree.put("unpriced_allowed", true);
        }
        return tree;
    }

    private static List<String> names(Collection<?> names) {
        return names.stream().map(Object::toString).sorted().toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
