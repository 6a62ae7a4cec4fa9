package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** In which form the answer is wanted. */
public sealed interface ResponseFormat {
    record Text() implements ResponseFormat {}

    /** Some JSON object. */
    record JsonObject() implements ResponseFormat {}

    /**
     * JSON of a shape.
     *
     * @param schema a JSON Schema, with the client's description of it
     */
    record JsonSchema(ObjectNode schema) implements ResponseFormat {}

    /** What cannot be read is refused. */
    static ResponseFormat of(Fields body) {
        Fields format = body.object("response_format");
        if (format == null) {
            return new Text();
        }
        String type = format.text("type");
        ResponseFormat read = switch (type == null ? "" : type) {
            case "text" -> new Text();
            case "json_object" -> new JsonObject();
            case "json_schema" -> schema(format);
            default -> {
                format.refuse("type", "text, json_object or json_schema");
                yield new Text();
            }
        };
        format.done();
        return read;
    }

    /** The name is a label that changes nothing; a schema is followed where there is one, so {@code strict} is too. */
    private static ResponseFormat schema(Fields format) {
        Fields named = format.object("json_schema");
        ObjectNode schema = named == null ? null : named.tree("schema");
        if (named == null || schema == null) {
            format.refuse("json_schema", "a name and a schema");
            return new Text();
        }
        named.text("name");
        named.flag("strict");
        String description = named.text("description");
        named.done();
        if (description == null || schema.has("description")) {
            return new JsonSchema(schema);
        }
        ObjectNode described = Json.object();
        described.setAll(schema);
        described.put("description", description);
        return new JsonSchema(described);
    }
}
