package io.headgate.schemas.catalog.shape;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A single value.
 *
 * @param parser reads a place that holds a scalar; reports what it refuses
 */
public record ScalarShape<T>(String type, Map<String, Object> schema, Function<Place, Optional<T>> parser)
        implements Shape<T> {
    @Override
    public Optional<T> read(Place place) {
        Place.Kind kind = place.kind();
        if (!kind.scalar() || kind == Place.Kind.NOTHING || kind == Place.Kind.TAGGED) {
            return place.refuse("seen %s, allowed %s".formatted(place.shownKind(), type));
        }
        return parser.apply(place);
    }
}
