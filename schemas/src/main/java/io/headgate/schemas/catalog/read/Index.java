package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Detection.Detector;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.TierName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The names that a document defines, found before it is read: a reference is checked where it stands, and an entry that
 * is wrong in itself does not make every reference to it wrong.
 *
 * @param endpoints by provider
 * @param providerOfModel as written, for models that name one
 * @param entities what redaction can look for
 */
record Index(
        Map<String, Set<String>> endpoints,
        Set<String> models,
        Map<String, String> providerOfModel,
        Set<String> routes,
        Set<String> tiers,
        Set<String> entities) {
    static final Index EMPTY = new Index(Map.of(), Set.of(), Map.of(), Set.of(), Set.of(), Redaction.ENTITIES);

    static Index of(Node root) {
        Map<String, Set<String>> endpoints = new LinkedHashMap<>();
        under(root, "providers").forEach((name, provider) -> endpoints.put(name, endpoints(provider)));
        Map<String, Node> models = under(root, "models");
        Map<String, String> providerOfModel = new LinkedHashMap<>();
        models.forEach((name, model) -> {
            if (entries(model).get("provider") instanceof ScalarNode provider) {
                providerOfModel.put(name, provider.getValue());
            }
        });
        return new Index(
                endpoints,
                models.keySet(),
                providerOfModel,
                under(root, "routes").keySet(),
                under(root, "tiers").keySet(),
                entitiesOf(entries(root).get("redaction")));
    }

    private static Set<String> entitiesOf(@Nullable Node redaction) {
        Set<String> entities = new LinkedHashSet<>(Redaction.ENTITIES);
        if (redaction != null) {
            entities.addAll(under(redaction, "patterns").keySet());
            if (under(redaction, "detector").get("entities") instanceof SequenceNode types) {
                types.getValue().stream()
                        .filter(ScalarNode.class::isInstance)
                        .map(type -> Detector.entity(((ScalarNode) type).getValue()))
                        .forEach(entities::add);
            }
        }
        return entities;
    }

    /** The names of a catalogue that is in force, for a text that refers to them. */
    static Index of(Catalogue catalogue) {
        Map<String, Set<String>> endpoints = new LinkedHashMap<>();
        catalogue
                .providers()
                .forEach((name, provider) -> endpoints.put(
                        name.value(),
                        provider.endpoints().stream()
                                .map(endpoint -> endpoint.name().value())
                                .collect(Collectors.toSet())));
        Map<String, String> providerOfModel = new LinkedHashMap<>();
        catalogue
                .models()
                .forEach((name, model) ->
                        providerOfModel.put(name.value(), model.provider().value()));
        return new Index(
                endpoints,
                providerOfModel.keySet(),
                providerOfModel,
                texts(catalogue.routes().keySet(), Alias::value),
                texts(catalogue.tiers().keySet(), TierName::value),
                catalogue.detection().entities());
    }

    /** Where none is given, a preset may have one. */
    private static Set<String> endpoints(Node provider) {
        Map<String, Node> entries = entries(provider);
        boolean ofPreset = entries.containsKey("preset") && !entries.containsKey("endpoints");
        return ofPreset ? Set.of(Preset.ENDPOINT) : under(provider, "endpoints").keySet();
    }

    private static <T> Set<String> texts(Set<T> names, Function<T, String> text) {
        return names.stream().map(text).collect(Collectors.toSet());
    }

    Set<String> providers() {
        return endpoints.keySet();
    }

    /** The endpoints a candidate may name; empty when its model or provider is not known. */
    Optional<Set<String>> endpointsOfModel(String model) {
        return Optional.ofNullable(providerOfModel.get(model)).map(endpoints::get);
    }

    private static Map<String, Node> under(Node node, String key) {
        Node found = entries(node).get(key);
        return found == null ? Map.of() : entries(found);
    }

    private static Map<String, Node> entries(Node node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    entries.putIfAbsent(key.getValue(), tuple.getValueNode());
                }
            }
        }
        return entries;
    }
}
