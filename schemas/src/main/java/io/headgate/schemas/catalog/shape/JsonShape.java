package io.headgate.schemas.catalog.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Any mapping that JSON could hold, read into JSON text. JSON pasted into the document is YAML as it is. */
public record JsonShape(String type) implements Shape<String> {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public Optional<String> read(Place place) {
        return mapping(place).map(JsonNode::toString);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "object");
    }

    private Optional<JsonNode> any(Place place) {
        return switch (place.kind()) {
            case TEXT -> Optional.of(JSON.textNode(place.text()));
            case INTEGER -> number(place, INTEGER).map(text -> JSON.numberNode(new BigInteger(text)));
            case FLOAT -> number(place, NUMBER).map(text -> JSON.numberNode(new BigDecimal(text)));
            case FLAG -> Optional.of(JSON.booleanNode(place.text().equalsIgnoreCase("true")));
            case NOTHING -> Optional.of(JSON.nullNode());
            case LIST -> list(place);
            case MAPPING -> mapping(place);
            case TAGGED -> place.refuse("seen a value with a YAML tag, allowed what JSON has");
        };
    }

    private static Optional<String> number(Place place, Pattern pattern) {
        return pattern.matcher(place.text()).matches()
                ? Optional.of(place.text())
                : place.refuse("seen %s, allowed a number as JSON writes it".formatted(place.shown()));
    }

    private Optional<JsonNode> list(Place place) {
        return place.items("a list").map(items -> {
            ArrayNode array = JSON.arrayNode();
            items.forEach(item -> any(item).ifPresent(array::add));
            return array;
        });
    }

    private Optional<JsonNode> mapping(Place place) {
        return place.entries(type).map(entries -> {
            ObjectNode object = JSON.objectNode();
            entries.forEach(entry -> any(entry.value()).ifPresent(value -> object.set(entry.name(), value)));
            return object;
        });
    }
}
