package io.headgate.deploy.simulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/**
 * A value that fits a JSON Schema of the kind that structured outputs allow: objects, arrays, enums, const, $ref into
 * the same document, anyOf and oneOf (their first branch). Google writes types in capitals. Patterns and formats are not
 * followed.
 */
final class SchemaInstance {
    private static final int MAX_DEPTH = 12;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;
    private final String filler;

    private SchemaInstance(JsonNode root, String filler) {
        this.root = root;
        this.filler = filler;
    }

    /** The value for this schema; {@code filler} stands for every string that nothing else decides. */
    static JsonNode of(JsonNode schema, String filler) {
        return new SchemaInstance(schema, filler).value(schema, 0);
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (depth > MAX_DEPTH) {
            return NODES.nullNode();
        }
        if (schema.hasNonNull("$ref")) {
            return value(resolve(schema.get("$ref").asText()), depth + 1);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").isArray() && !schema.get("enum").isEmpty()) {
            return schema.get("enum").get(0);
        }
        for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.path(choice).isArray() && !schema.get(choice).isEmpty()) {
                return value(schema.get(choice).get(0), depth + 1);
            }
        }
        return byType(schema, depth);
    }

    private JsonNode byType(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        String name =
                type.isArray() ? type.path(0).asText() : type.asText(schema.has("properties") ? "object" : "string");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> NODES.numberNode((long) Math.ceil(number(schema)));
            case "number" -> NODES.numberNode(number(schema));
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(string(schema));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            object.set(property.getKey(), value(property.getValue(), depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int items = Math.clamp(schema.path("minItems").asInt(1), 0, 100);
        for (int i = 0; i < items; i++) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private String string(JsonNode schema) {
        int least = Math.clamp(schema.path("minLength").asInt(0), 0, 10_000);
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String text = filler.length() >= least ? filler : filler + "x".repeat(least - filler.length());
        return text.substring(0, Math.clamp(most, 0, text.length()));
    }

    private static double number(JsonNode schema) {
        double least =
                schema.path("minimum").asDouble(schema.path("exclusiveMinimum").asDouble(0) + 1);
        return Math.min(least, schema.path("maximum").asDouble(Double.MAX_VALUE));
    }

    private JsonNode resolve(String reference) {
        return reference.startsWith("#") ? root.at(reference.substring(1)) : NODES.objectNode();
    }
}
