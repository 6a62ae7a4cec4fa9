package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between entries of the catalogue that do not name each other. */
final class WholeChecks {
    private WholeChecks() {}

    /** Kafka keeps no two topics whose names differ in dots and underscores only. */
    static void topicNames(Place section, List<String> names) {
        Map<String, String> seen = new HashMap<>();
        for (String name : names) {
            String other = seen.putIfAbsent(name.replace('.', '_'), name);
            if (other != null) {
                section.under(name)
                        .problem("differs from '%s' in dots and underscores only, which topic names do not allow"
                                .formatted(other));
            }
        }
    }

    /** A provider must not have a name that makes its topic the topic of another's critical work. */
    static void dispatchTopics(Place section, Set<ProviderName> names) {
        for (ProviderName name : names) {
            if (name.value().endsWith(".critical")) {
                section.under(name.value()).problem("seen a name that ends in '.critical', allowed any other ending");
            }
        }
    }

    /** One name and version of a response schema means one schema, whichever route has it. */
    static void responseSchemas(Collection<RouteSection.Draft> routes) {
        Map<String, Route.ResponseSchema> seen = new HashMap<>();
        for (RouteSection.Draft draft : routes) {
            Route.ResponseSchema schema = draft.route().responseSchema();
            if (schema == null) {
                continue;
            }
            Route.ResponseSchema other = seen.putIfAbsent(schema.name() + " version " + schema.version(), schema);
            if (other != null && !other.schema().equals(schema.schema())) {
                draft.responseSchema()
                        .problem("another route has %s version %d with another schema, allowed a version of its own"
                                .formatted(schema.name(), schema.version()));
            }
        }
    }

    static void unused(Place section, Set<ModelName> models, Collection<RouteSection.Draft> routes) {
        Set<ModelName> unused = new HashSet<>(models);
        routes.forEach(draft -> draft.route().candidates().forEach(candidate -> unused.remove(candidate.model())));
        unused.stream()
                .sorted()
                .forEach(model -> section.under(model.value()).warning("no route has it as a candidate"));
    }
}
