package io.headgate.api.replay.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.api.replay.FailureFilter;
import io.headgate.schemas.message.FailureCode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A filter in the names of the API. What it does not ask for is left out. */
final class FilterJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FilterJson() {}

    static String of(FailureFilter filter) {
        ObjectNode node = JSON.createObjectNode();
        list(node, "requests", filter.requests().stream().map(Object::toString).toList());
        text(node, "since", filter.since());
        text(node, "until", filter.until());
        list(
                node,
                "codes",
                filter.codes().stream().map(FailureCode::wireName).sorted().toList());
        text(node, "alias", filter.alias());
        text(node, "provider", filter.provider());
        text(node, "model", filter.model());
        text(node, "batch", filter.batch());
        if (!filter.tags().isEmpty()) {
            node.set("tags", node(filter.tags()));
        }
        return node.toString();
    }

    static String tags(Map<String, String> tags) {
        return node(tags).toString();
    }

    private static ObjectNode node(Map<String, String> tags) {
        ObjectNode node = JSON.createObjectNode();
        new TreeMap<>(tags).forEach(node::put);
        return node;
    }

    private static void text(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }

    private static void list(ObjectNode node, String name, Iterable<String> values) {
        ArrayNode array = JSON.createArrayNode();
        values.forEach(array::add);
        if (!array.isEmpty()) {
            node.set(name, array);
        }
    }
}
