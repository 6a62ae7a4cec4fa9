package io.headgate.deploy.simulator.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One object of a document, read field by field; what is wrong is thrown with the path to it. */
final class Fields {
    private final String path;
    private final JsonNode node;

    Fields(String path, JsonNode node, Set<String> known) {
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw new IllegalArgumentException(path + ": want an object, got " + node.getNodeType());
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!known.contains(field.getKey())) {
                throw new IllegalArgumentException(path + "." + field.getKey() + ": unknown; known are "
                        + known.stream().sorted().toList());
            }
        }
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    JsonNode node(String field) {
        return node.path(field);
    }

    String at(String field) {
        return path + "." + field;
    }

    String text(String field) {
        if (!node.path(field).isTextual()) {
            throw wrong(field, "a string");
        }
        return node.get(field).asText();
    }

    int integer(String field, int otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (!node.get(field).isIntegralNumber() || !node.get(field).canConvertToInt()) {
            throw wrong(field, "a whole number");
        }
        return node.get(field).asInt();
    }

    boolean flag(String field, boolean otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (!node.get(field).isBoolean()) {
            throw wrong(field, "true or false");
        }
        return node.get(field).asBoolean();
    }

    /** A decimal number written as a string, so that no float comes in between. */
    BigDecimal decimal(String field) {
        return parsed(field, text(field), BigDecimal::new, "a decimal number in quotes");
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        if (has(field) && !node.get(field).isArray()) {
            throw wrong(field, "a list of strings");
        }
        for (JsonNode item : node.path(field)) {
            if (!item.isTextual()) {
                throw wrong(field, "a list of strings");
            }
            texts.add(item.asText());
        }
        return texts;
    }

    /** What this reading makes of a value; its complaint gets the path put before it. */
    <T> T parsed(String field, String value, Function<String, T> reading, String wanted) {
        try {
            return reading.apply(value);
        } catch (NumberFormatException e) {
            throw wrong(field, wanted);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(at(field) + ": " + e.getMessage(), e);
        }
    }

    private IllegalArgumentException wrong(String field, String wanted) {
        return new IllegalArgumentException(at(field) + ": want " + wanted + ", got " + node.path(field));
    }
}
