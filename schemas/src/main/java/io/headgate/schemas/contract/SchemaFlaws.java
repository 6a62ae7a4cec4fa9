package io.headgate.schemas.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the catalogue does not allow in a JSON Schema, though JSON Schema does: what is unbounded, or elsewhere. */
final class SchemaFlaws {
    private static final int MOST_CHARS = 65_536;
    private static final int MOST_TOLD = 5;
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    /** Their values are data, whatever they look like. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");

    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> flaws = new ArrayList<>();

    private SchemaFlaws() {}

    static List<String> of(String schema) {
        if (schema.length() > MOST_CHARS) {
            return List.of("seen %d characters, allowed %d".formatted(schema.length(), MOST_CHARS));
        }
        SchemaFlaws found = new SchemaFlaws();
        try {
            found.look("#", JSON.readTree(schema));
        } catch (JsonProcessingException notJson) {
            return List.of("is not JSON");
        }
        return found.flaws.stream().limit(MOST_TOLD).toList();
    }

    private void look(String at, JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String place = at + "/" + member.getKey();
            JsonNode value = member.getValue();
            if (value.isTextual()) {
                text(place, member.getKey(), value.textValue());
            }
            if (member.getKey().equals("patternProperties") && value.isObject()) {
                value.properties().forEach(each -> pattern(place, each.getKey()));
            }
            if (!DATA.contains(member.getKey())) {
                look(place, value);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            look(at + "/" + i, node.path(i));
        }
    }

    private void text(String place, String keyword, String value) {
        if (REFERENCES.contains(keyword) && !value.startsWith("#")) {
            flaws.add(place + ": seen a reference to another document, allowed one within this: '#/$defs/…'");
        } else if (keyword.equals("$schema") && !value.equals(DRAFT)) {
            flaws.add(place + ": seen another dialect, allowed " + DRAFT);
        } else if (keyword.equals("pattern")) {
            pattern(place, value);
        }
    }

    private void pattern(String place, String pattern) {
        LinearPatterns.flaw(pattern).ifPresent(why -> flaws.add(place + ": " + why));
    }
}
