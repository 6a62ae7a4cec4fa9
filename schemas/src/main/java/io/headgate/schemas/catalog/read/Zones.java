package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.ScalarShape;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Time zones by their IANA names. */
final class Zones {
    static final ZoneId UTC = ZoneId.of("UTC");

    private Zones() {}

    static ScalarShape<ZoneId> shape() {
        Set<String> zones = ZoneId.getAvailableZoneIds();
        return new ScalarShape<>(
                "a time zone such as Europe/Berlin",
                Map.of("type", "string"),
                place -> zones.contains(place.text())
                        ? Optional.of(ZoneId.of(place.text()))
                        : place.refuse(
                                "seen %s, allowed a time zone such as UTC or Europe/Berlin".formatted(place.shown())));
    }
}
