package io.headgate.api.access.tenants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headgate.schemas.catalog.read.SettingsText;
import io.headgate.schemas.message.TenantSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings with some of them changed, as a text that {@link TenantDesk#set} reads: it judges what comes of it. */
public final class SettingsPatch {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String PROJECTS = "project_limits";

    private SettingsPatch() {}

    /**
     * Each key of the patch in place of what the settings say of it; null takes it back.
     *
     * @param settings empty for a tenant that has none
     * @param patch a JSON object that was read strictly before
     */
    public static String merged(Optional<TenantSettings> settings, String patch) {
        Map<String, @Nullable Object> tree = tree(settings);
        read(patch).forEach((key, value) -> put(tree, key, value));
        return write(tree);
    }

    /** With these limits for one project. @param limits a JSON object with the key {@code limits}, read strictly before */
    public static String withProject(Optional<TenantSettings> settings, String project, String limits) {
        return projects(settings, project, read(limits).get("limits"));
    }

    public static String withoutProject(Optional<TenantSettings> settings, String project) {
        return projects(settings, project, null);
    }

    private static String projects(Optional<TenantSettings> settings, String project, @Nullable Object limits) {
        Map<String, @Nullable Object> tree = tree(settings);
        Map<String, @Nullable Object> projects = new LinkedHashMap<>();
        if (tree.get(PROJECTS) instanceof Map<?, ?> own) {
            own.forEach((name, each) -> projects.put(String.valueOf(name), each));
        }
        put(projects, project, limits);
        put(tree, PROJECTS, projects.isEmpty() ? null : projects);
        return write(tree);
    }

    private static Map<String, @Nullable Object> tree(Optional<TenantSettings> settings) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        settings.ifPresent(known -> tree.putAll(SettingsText.tree(known)));
        return tree;
    }

    private static void put(Map<String, @Nullable Object> tree, String key, @Nullable Object value) {
        if (value == null) {
            tree.remove(key);
        } else {
            tree.put(key, value);
        }
    }

    private static Map<String, @Nullable Object> read(String object) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        try {
            tree.putAll(JSON.readValue(object, new TypeReference<Map<String, Object>>() {}));
            return tree;
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("seen something else, allowed a JSON object that was read before", bug);
        }
    }

    private static String write(Map<String, @Nullable Object> tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("settings cannot be written as JSON", bug);
        }
    }
}
