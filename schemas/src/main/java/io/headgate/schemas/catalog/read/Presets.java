package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.Report;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The servers that are known by name, from {@code catalog/presets.yml}: read as strictly as a catalogue is. */
final class Presets {
    private static final String RESOURCE = "/catalog/presets.yml";
    private static final Field<String> ADAPTER =
            Field.defaulted("adapter", Scalars.word("adapter", Provider.ADAPTERS), "openai", "openai", "The wire.");
    private static final Field<URI> BASE_URL =
            Field.optional("base_url", BaseUrls.shape(), "everybody has their own", "Where it is.");
    private static final Field<Dialect> DIALECT =
            Field.ofDefaults("dialect", DialectSection.shape(), "How it differs from OpenAI.");

    /** By name. */
    static final Map<String, Preset> ALL = read(resource());

    private Presets() {}

    static ScalarShape<Preset> shape() {
        ScalarShape<String> name = Scalars.word("preset", ALL.keySet());
        return new ScalarShape<>(
                name.type(), name.schema(), place -> name.parser().apply(place).map(ALL::get));
    }

    private static Map<String, Preset> read(String yaml) {
        ObjectShape<Preset> preset = ObjectShape.of(
                "A server that is known by name.",
                List.of(ADAPTER, BASE_URL, DIALECT),
                values -> new Preset(values.get(ADAPTER), values.find(BASE_URL).orElse(null), values.get(DIALECT)));
        ScalarShape<String> name = Scalars.text("small letters, digits, dashes", "[a-z][a-z0-9-]{0,31}");
        Report report = new Report();
        Optional<Map<String, Preset>> read = CatalogDocument.compose(yaml, report)
                .flatMap(root -> new MapShape<>("<preset>", name, preset, (key, value) -> value, 1)
                        .read(Place.root(root, report)));
        if (read.isEmpty() || report.seen() > 0) {
            throw new IllegalStateException(RESOURCE + ": " + report.problems());
        }
        return read.get();
    }

    private static String resource() {
        try (InputStream in = Objects.requireNonNull(Presets.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
