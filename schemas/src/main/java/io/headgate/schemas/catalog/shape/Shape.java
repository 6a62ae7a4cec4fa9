package io.headgate.schemas.catalog.shape;

import java.util.Map;
import java.util.Optional;

/**
 * What may stand at a place: how it is read, and how it is described. Reading, the check for unknown keys, the JSON
 * Schema for editors and the table of keys all come from it. Immutable.
 */
public sealed interface Shape<T> permits ScalarShape, ObjectShape, MapShape, ListShape, JsonShape {
    /**
     * What stands there. What is wrong with it is reported: the result is then empty, or of a list or a mapping what
     * could be read of it, so that more of it can be checked.
     */
    Optional<T> read(Place place);

    /** JSON Schema, draft 2020-12, as maps, lists, strings, numbers and flags. */
    Map<String, Object> schema();

    /** For people, in a table or after "allowed": {@code duration, 1ms to 1h}. */
    String type();
}
