package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Detection.Detector;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code redaction}: what can be found beyond what every release finds. */
final class DetectionSection {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final Field<Map<String, String>> PATTERNS = Field.defaulted(
            "patterns",
            new MapShape<>("<entity>", newEntity(), PatternShape.shape(), (entity, pattern) -> pattern, 0),
            Map.of(),
            "none",
            "Own entities, at most %d, each with what it looks like; to be named under redaction of a provider, a route or a tenant."
                    .formatted(Detection.MAX_PATTERNS));
    private static final Field<List<String>> PHONE_REGIONS = Field.defaulted(
            "phone_regions",
            ListShape.ofDistinct(region()),
            List.of(),
            "numbers that say their country, and those that look like one",
            "Countries whose national telephone numbers phone finds in whatever way they are written; at most %d."
                    .formatted(Detection.MAX_REGIONS));
    private static final Field<Detector> DETECTOR = Field.optional(
            "detector",
            DetectorSection.shape(),
            "nobody is asked",
            "A service that speaks Presidio's POST /analyze, asked once for each request that names one of its entities.");

    private DetectionSection() {}

    static Field<Detection> field() {
        return Field.ofDefaults(
                "redaction",
                new ObjectShape<>(
                        "What redaction can find beyond what every release finds.",
                        List.of(PATTERNS, PHONE_REGIONS, DETECTOR),
                        DetectionSection::check,
                        values -> new Detection(
                                values.get(PATTERNS),
                                Set.copyOf(values.get(PHONE_REGIONS)),
                                values.find(DETECTOR).orElse(null))),
                "What redaction can find beyond what every release finds: own entities, national telephone numbers, names.");
    }

    private static void check(Values values) {
        Map<String, String> patterns = values.find(PATTERNS).orElse(Map.of());
        if (patterns.size() > Detection.MAX_PATTERNS) {
            values.at(PATTERNS)
                    .problem("seen %d patterns, allowed at most %d".formatted(patterns.size(), Detection.MAX_PATTERNS));
        }
        int regions = values.find(PHONE_REGIONS).orElse(List.of()).size();
        if (regions > Detection.MAX_REGIONS) {
            values.at(PHONE_REGIONS)
                    .problem("seen %d countries, allowed at most %d".formatted(regions, Detection.MAX_REGIONS));
        }
        Set<String> taken = new HashSet<>(Redaction.ENTITIES);
        taken.addAll(patterns.keySet());
        values.find(DETECTOR)
                .ifPresent(detector -> detector.entities().stream()
                        .filter(taken::contains)
                        .sorted()
                        .forEach(entity -> values.at(DETECTOR)
                                .problem(
                                        "'%s' is found without it already, allowed other entities".formatted(entity))));
    }

    private static ScalarShape<String> newEntity() {
        ScalarShape<String> name =
                Scalars.text("a new name: up to 32 lower-case letters, digits, underscores", "[a-z][a-z0-9_]{0,31}");
        return new ScalarShape<>(name.type(), name.schema(), place -> {
            Optional<String> read = name.parser().apply(place);
            return read.filter(Redaction.ENTITIES::contains).isPresent()
                    ? place.refuse(
                            "seen %s, which every release finds, allowed a name of its own".formatted(place.shown()))
                    : read;
        });
    }

    private static ScalarShape<String> region() {
        return new ScalarShape<>(
                "a country's two letters, ISO 3166",
                Scalars.schema("string", "pattern", "^[A-Z]{2}$"),
                place -> COUNTRIES.contains(place.text())
                        ? Optional.of(place.text())
                        : place.refuse(
                                "seen %s, allowed the two letters of a country such as DE".formatted(place.shown())));
    }
}
