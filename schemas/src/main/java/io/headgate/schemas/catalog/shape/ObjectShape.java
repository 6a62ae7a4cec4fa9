package io.headgate.schemas.catalog.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A mapping with known keys.
 *
 * @param title what it is
 * @param check what must hold between fields; sees whatever could be read, and reports
 * @param build makes the value; called only when nothing was wrong
 */
public record ObjectShape<T>(String title, List<Field<?>> fields, Consumer<Values> check, Function<Values, T> build)
        implements Shape<T> {
    public ObjectShape {
        fields = List.copyOf(fields);
    }

    public static <T> ObjectShape<T> of(String title, List<Field<?>> fields, Function<Values, T> build) {
        return new ObjectShape<>(title, fields, values -> {}, build);
    }

    /** What it is when nothing is given; its fields must all have defaults or be optional. */
    public T ofNothing() {
        return build.apply(Values.ofNothing());
    }

    @Override
    public Optional<T> read(Place place) {
        return place.entries(type()).flatMap(entries -> {
            int before = place.problemsSeen();
            Values values = Values.of(place);
            for (Place.Entry entry : entries) {
                fields.stream()
                        .filter(field -> field.name().equals(entry.name()))
                        .findFirst()
                        .ifPresentOrElse(
                                field -> values.read(field, entry.value()),
                                () -> entry.key().refuseName("unknown key", entry.name(), names()));
            }
            for (Field<?> field : fields) {
                if (field.required() && !values.given(field)) {
                    values.at(field).problem("required, and not there: " + field.doc());
                }
            }
            check.accept(values);
            return place.problemsSeen() == before ? Optional.of(build.apply(values)) : Optional.empty();
        });
    }

    private List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Field<?> field : fields) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", described(field));
            property.putAll(withoutDescription(field.shape().schema()));
            properties.put(field.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("description", title);
        schema.put("properties", properties);
        List<String> required =
                fields.stream().filter(Field::required).map(Field::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** A field says what it is better than its shape does. */
    private static Map<String, Object> withoutDescription(Map<String, Object> schema) {
        Map<String, Object> rest = new LinkedHashMap<>(schema);
        rest.remove("description");
        return rest;
    }

    private static String described(Field<?> field) {
        return field.fallbackShown().isEmpty()
                ? field.doc()
                : field.doc() + " Left out: " + field.fallbackShown() + ".";
    }

    @Override
    public String type() {
        return "a mapping";
    }
}
