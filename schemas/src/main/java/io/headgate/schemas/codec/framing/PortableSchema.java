package io.headgate.schemas.codec.framing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** A schema as others may see it: without the notes that our own code generator leaves in it. */
public final class PortableSchema {
    private static final String JAVA_STRING = "avro.java.string";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PortableSchema() {}

    /** Its JSON on one line, for a registry. */
    public static String text(Schema schema) {
        return tree(schema).toString();
    }

    /** Its JSON over several lines, for a person. */
    public static String prettyText(Schema schema) {
        return tree(schema).toPrettyString() + "\n";
    }

    /** Its JSON. */
    public static JsonNode tree(Schema schema) {
        try {
            return cleaned(JSON.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Avro writes a schema as JSON", e);
        }
    }

    private static JsonNode cleaned(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> cleanedObject(object);
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, cleaned(array.get(i)));
                }
                yield array;
            }
            default -> node;
        };
    }

    /** {@code {"type": "string", "avro.java.string": "String"}} is {@code "string"}; a map's note goes away. */
    private static JsonNode cleanedObject(ObjectNode object) {
        boolean noted = object.remove(JAVA_STRING) != null;
        if (noted && object.size() == 1 && object.path("type").asText().equals("string")) {
            return object.get("type");
        }
        object.properties().forEach(field -> field.setValue(cleaned(field.getValue())));
        return object;
    }
}
