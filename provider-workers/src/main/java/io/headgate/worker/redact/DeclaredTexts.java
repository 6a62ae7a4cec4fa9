package io.headgate.worker.redact;

import io.headgate.schemas.json.JsonValue;

/** The texts of what a request declares: tools, and the form of its answer. Their names come back, and stay. */
final class DeclaredTexts {
    private final LooseTexts loose;
    private final SchemaTexts schemas;

    DeclaredTexts(LooseTexts loose) {
        this.loose = loose;
        this.schemas = new SchemaTexts(loose);
    }

    /** {@code tools}, or {@code functions} as they once were. */
    JsonValue tools(JsonValue tools) {
        return loose.items(tools, tool -> loose.members(tool, this::ofTool));
    }

    private JsonValue ofTool(String name, JsonValue value) {
        return switch (name) {
            case "function", "custom" -> loose.members(value, this::ofTool);
            case "parameters", "input_schema" -> schemas.of(value);
            // Of a custom tool: the grammar of its input.
            case "type", "name", "format" -> loose.kept(value);
            default -> loose.member(name, value);
        };
    }

    /** {@code response_format}. */
    JsonValue form(JsonValue form) {
        return loose.members(form, this::ofForm);
    }

    private JsonValue ofForm(String name, JsonValue value) {
        return switch (name) {
            case "json_schema" -> loose.members(value, this::ofForm);
            case "schema" -> schemas.of(value);
            case "type", "name", "grammar" -> loose.kept(value);
            default -> loose.member(name, value);
        };
    }

    JsonValue schema(JsonValue schema) {
        return schemas.of(schema);
    }
}
