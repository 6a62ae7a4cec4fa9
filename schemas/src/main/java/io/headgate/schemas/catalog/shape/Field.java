package io.headgate.schemas.catalog.shape;

import java.util.Optional;

/**
 * One key of an object.
 *
 * @param fallback its value when the key is left out; empty for a required or an optional one
 * @param fallbackShown the same for people; for an optional one what its absence means
 * @param doc what it is, with its unit
 */
public record Field<T>(
        String name, Shape<T> shape, boolean required, Optional<T> fallback, String fallbackShown, String doc) {
    public static <T> Field<T> required(String name, Shape<T> shape, String doc) {
        return new Field<>(name, shape, true, Optional.empty(), "", doc);
    }

    public static <T> Field<T> optional(String name, Shape<T> shape, String whenLeftOut, String doc) {
        return new Field<>(name, shape, false, Optional.empty(), whenLeftOut, doc);
    }

    public static <T> Field<T> defaulted(String name, Shape<T> shape, T fallback, String shown, String doc) {
        return new Field<>(name, shape, false, Optional.of(fallback), shown, doc);
    }

    /** An object, all of whose keys may be left out. */
    public static <T> Field<T> ofDefaults(String name, ObjectShape<T> shape, String doc) {
        return new Field<>(name, shape, false, Optional.of(shape.ofNothing()), "the defaults of its keys", doc);
    }
}
