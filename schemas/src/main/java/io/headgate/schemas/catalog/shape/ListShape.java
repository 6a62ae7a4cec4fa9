package io.headgate.schemas.catalog.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of values of one shape.
 *
 * @param atLeast how many items there must be
 * @param distinct whether an item may come only once
 */
public record ListShape<T>(Shape<T> item, int atLeast, boolean distinct) implements Shape<List<T>> {
    /** A list that may be left out but not be empty, each item once. */
    public static <T> ListShape<T> ofDistinct(Shape<T> item) {
        return new ListShape<>(item, 1, true);
    }

    @Override
    public Optional<List<T>> read(Place place) {
        return place.items(type()).map(items -> {
            if (items.size() < atLeast) {
                place.problem("seen %d items, allowed %d or more".formatted(items.size(), atLeast));
            }
            List<T> read = new ArrayList<>();
            LinkedHashSet<T> once = new LinkedHashSet<>();
            for (Place each : items) {
                item.read(each).ifPresent(value -> {
                    read.add(value);
                    if (!once.add(value) && distinct) {
                        each.problem("seen %s again, allowed once".formatted(each.shown()));
                    }
                });
            }
            return List.copyOf(read);
        });
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", item.schema());
        if (atLeast > 0) {
            schema.put("minItems", atLeast);
        }
        if (distinct) {
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    @Override
    public String type() {
        return "a list, each item " + item.type();
    }
}
