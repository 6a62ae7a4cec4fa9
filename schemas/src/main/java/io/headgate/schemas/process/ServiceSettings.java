package io.headgate.schemas.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process is told about its surroundings.
 *
 * @param database null for a process that keeps none
 * @param schemaRegistry null where messages carry their schema's fingerprint
 * @param instance stable among processes of the same kind: transactional ids are made of it
 * @param stateDir null for a temporary one
 * @param port 0 for a free one
 * @param further any other property, by its full name
 */
public record ServiceSettings(
        KafkaConnection kafka,
        @Nullable Database database,
        @Nullable String schemaRegistry,
        String instance,
        @Nullable Path stateDir,
        String host,
        int port,
        Map<String, String> further) {
    public ServiceSettings {
        further = Map.copyOf(further);
    }

    /** The settings as Micronaut properties. */
    Map<String, Object> properties() {
        Map<String, Object> all = new HashMap<>();
        all.put("micronaut.server.host", host);
        all.put("micronaut.server.port", port == 0 ? -1 : port);
        all.put("headgate.instance", instance);
        if (stateDir != null) {
            all.put("headgate.state-dir", stateDir.toString());
        }
        if (database != null) {
            all.put("datasources.default.url", database.url());
            all.put("datasources.default.username", database.user());
            all.put("datasources.default.password", database.password());
        }
        all.putAll(ProcessDefaults.PROPERTIES);
        all.putAll(further);
        return all;
    }
}
