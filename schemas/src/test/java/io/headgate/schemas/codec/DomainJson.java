package io.headgate.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A domain record as JSON, component by component: what golden files say that bytes must decode to. */
final class DomainJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DomainJson() {}

    static JsonNode of(Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Record record -> record(record);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(item -> array.add(of(item)));
                yield array;
            }
            case Set<?> set -> of(set.stream().map(Object::toString).sorted().toList());
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                TreeMap<String, Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(key.toString(), item));
                sorted.forEach((key, item) -> object.set(key, of(item)));
                yield object;
            }
            case BigDecimal number -> NODES.textNode(number.toPlainString());
            default -> NODES.textNode(value.toString());
        };
    }

    static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(of(value)) + "\n";
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode record(Record record) {
        ObjectNode object = NODES.objectNode();
        object.put("is", record.getClass().getSimpleName());
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                object.set(component.getName(), of(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(component.toString(), e);
            }
        }
        return object;
    }

    /** Whether {@code actual} has all that {@code expected} has; what later versions add does not count. */
    static boolean holds(JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                if (!actual.has(field.getKey()) || !holds(field.getValue(), actual.get(field.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        if (expected.isArray()) {
            Iterator<JsonNode> items = actual.iterator();
            for (JsonNode item : expected) {
                if (!items.hasNext() || !holds(item, items.next())) {
                    return false;
                }
            }
            return !items.hasNext();
        }
        return expected.equals(actual);
    }
}
