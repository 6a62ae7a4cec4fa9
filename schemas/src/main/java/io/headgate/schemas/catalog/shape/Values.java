package io.headgate.schemas.catalog.shape;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was read of one object, by field. */
public final class Values {
    private final Optional<Place> object;
    private final Map<Field<?>, Object> read = new LinkedHashMap<>();
    private final Map<Field<?>, Place> places = new LinkedHashMap<>();

    private final Set<Field<?>> wrong = new HashSet<>();

    private Values(Optional<Place> object) {
        this.object = object;
    }

    static Values of(Place object) {
        return new Values(Optional.of(object));
    }

    static Values ofNothing() {
        return new Values(Optional.empty());
    }

    <T> void read(Field<T> field, Place place) {
        places.put(field, place);
        int before = place.problemsSeen();
        field.shape().read(place).ifPresent(value -> read.put(field, value));
        if (place.problemsSeen() > before) {
            wrong.add(field);
        }
    }

    /** The value of a required field, or of one with a default, of an object that was read without a problem. */
    public <T> T get(Field<T> field) {
        return find(field)
                .or(field::fallback)
                .orElseThrow(
                        () -> new IllegalStateException("field " + field.name() + ": not read, and has no default"));
    }

    /** The value that was given; empty when the key was left out, or when nothing of its value could be read. */
    @SuppressWarnings("unchecked") // put by read(Field<T>, Place), under the field's own type
    public <T> Optional<T> find(Field<T> field) {
        return Optional.ofNullable((T) read.get(field));
    }

    /** Whether there was a problem anywhere in the value that was given: then it may be there in part only. */
    public boolean wrong(Field<?> field) {
        return wrong.contains(field);
    }

    /** Whether the key was given, right or wrong. */
    public boolean given(Field<?> field) {
        return places.containsKey(field);
    }

    /** Where a field is, or would be. */
    public Place at(Field<?> field) {
        Place given = places.get(field);
        return given != null ? given : here().under(field.name());
    }

    /** Where the object is. */
    public Place here() {
        return object.orElseThrow(() -> new IllegalStateException("an object of defaults only has no place"));
    }
}
