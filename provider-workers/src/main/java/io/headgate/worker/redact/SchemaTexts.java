package io.headgate.worker.redact;

import io.headgate.schemas.json.JsonValue;
import java.util.Set;

/**
 * The texts of a JSON Schema (draft 2020-12, and what earlier drafts and OpenAPI add). What describes may become another
 * text; what answers are held against, and what the schema points at itself with, stays.
 */
final class SchemaTexts {
    /** Of a schema each, by a name that is the answer's or the schema's own. */
    private static final Set<String> BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies");
    /** Values of the answer, one of which it has to be. */
    private static final Set<String> VALUES = Set.of("enum", "const");
    /** Values of the answer that only show what one looks like. */
    private static final Set<String> EXAMPLES = Set.of("default", "examples", "example");

    private static final Set<String> LITERAL = Set.of(
            "type",
            "format",
            "pattern",
            "required",
            "dependentRequired",
            "propertyOrdering",
            "discriminator",
            "contentEncoding",
            "contentMediaType",
            "$schema",
            "$vocabulary",
            "$id",
            "id",
            "$ref",
            "$anchor",
            "$dynamicRef",
            "$dynamicAnchor",
            "$recursiveRef");

    private final LooseTexts loose;

    SchemaTexts(LooseTexts loose) {
        this.loose = loose;
    }

    JsonValue of(JsonValue schema) {
        return schema instanceof JsonValue.Arr ? loose.items(schema, this::of) : loose.members(schema, this::keyword);
    }

    /** A keyword that nobody here knows may hold schemas. */
    private JsonValue keyword(String name, JsonValue value) {
        if (BY_NAME.contains(name)) {
            return loose.named(value, this::of);
        }
        if (VALUES.contains(name)) {
            return loose.words(value);
        }
        if (LITERAL.contains(name)) {
            return loose.kept(value);
        }
        loose.name(name);
        return EXAMPLES.contains(name) ? loose.free(value) : of(value);
    }
}
