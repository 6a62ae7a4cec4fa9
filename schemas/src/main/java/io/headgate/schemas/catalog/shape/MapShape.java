package io.headgate.schemas.catalog.shape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A mapping from names that its author chooses to values of one shape.
 *
 * @param placeholder stands for a key in a path: {@code <provider>}
 * @param join makes the value from its name and from what was read
 * @param atLeast how many entries there must be
 */
public record MapShape<K, P, V>(
        String placeholder, ScalarShape<K> key, Shape<P> value, BiFunction<K, P, V> join, int atLeast)
        implements Shape<Map<K, V>> {
    /** Entries that know their own name. */
    public static <K, V> MapShape<K, Function<K, V>, V> named(
            String placeholder, ScalarShape<K> key, Shape<Function<K, V>> value, int atLeast) {
        return new MapShape<>(placeholder, key, value, (name, made) -> made.apply(name), atLeast);
    }

    @Override
    public Optional<Map<K, V>> read(Place place) {
        return place.entries(type()).map(entries -> {
            if (entries.size() < atLeast) {
                place.problem("seen %d entries, allowed %d or more".formatted(entries.size(), atLeast));
            }
            Map<K, V> read = new LinkedHashMap<>();
            for (Place.Entry entry : entries) {
                Optional<K> name = key.read(entry.key());
                Optional<P> found = value.read(entry.value());
                if (name.isPresent() && found.isPresent()) {
                    read.put(name.get(), join.apply(name.get(), found.get()));
                }
            }
            return read;
        });
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("propertyNames", key.schema());
        schema.put("additionalProperties", value.schema());
        if (atLeast > 0) {
            schema.put("minProperties", atLeast);
        }
        return schema;
    }

    @Override
    public String type() {
        return "a mapping from " + placeholder;
    }
}
