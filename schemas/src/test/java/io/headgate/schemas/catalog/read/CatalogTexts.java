package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.CatalogRevision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Texts of catalogues for tests, and how they read on a fixed day, 2026-11-20. */
final class CatalogTexts {
    static final CatalogReader READER = new CatalogReader(InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")));

    /** The least that is valid; tests replace parts of it. */
    static final String MINIMAL = """
            providers:
              one:
                adapter: openai
                endpoints: {main: {base_url: "https://one.example/v1"}}
              two:
                adapter: openai
                endpoints: {main: {base_url: "https://two.example/v1"}}
              three:
                adapter: openai
                endpoints: {main: {base_url: "https://three.example/v1"}}
            models:
              m1: {provider: one, provider_model: m-1, context_window: 1000}
              m2: {provider: two, provider_model: m-2, context_window: 1000}
              m3: {provider: three, provider_model: m-3, context_window: 1000}
            routes:
              all: {candidates: [{model: m3}, {model: m2}, {model: m1}]}
            """;

    private CatalogTexts() {}

    static Catalogue valid(String yaml) {
        ReadCatalog read = READER.read(yaml, new CatalogRevision(7));
        assertThat(read).isInstanceOf(ReadCatalog.Valid.class);
        return ((ReadCatalog.Valid) read).catalogue();
    }

    static List<String> warnings(String yaml) {
        ReadCatalog read = READER.read(yaml, new CatalogRevision(7));
        assertThat(read).isInstanceOf(ReadCatalog.Valid.class);
        return ((ReadCatalog.Valid) read)
                .warnings().stream().map(Object::toString).toList();
    }

    static List<String> problems(String yaml) {
        ReadCatalog read = READER.read(yaml, new CatalogRevision(7));
        assertThat(read).isInstanceOf(ReadCatalog.Invalid.class);
        return ((ReadCatalog.Invalid) read)
                .problems().stream().map(Problem::toString).toList();
    }

    static String resource(String path) {
        try (InputStream in = CatalogTexts.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
