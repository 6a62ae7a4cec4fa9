package io.headgate.worker.call.openai;

import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import java.time.Instant;
import java.time.InstantSource;

/** Dialects as a catalogue gives them. */
final class Dialects {
    private static final CatalogReader READER =
            new CatalogReader(InstantSource.fixed(Instant.parse("2026-11-20T15:00:00Z")));

    private Dialects() {}

    static Dialect ofPreset(String name) {
        return read("""
                preset: %s
                    endpoints: {e: {base_url: "https://one.example/v1"}}""".formatted(name));
    }

    private static Dialect read(String keys) {
        ReadCatalog read = READER.read("""
                providers:
                  one:
                    %s
                models:
                  m: {provider: one, provider_model: m-1, context_window: 1000}
                routes:
                  all: {candidates: [{model: m}]}
                """.formatted(keys), new CatalogRevision(1));
        return ((ReadCatalog.Valid) read)
                .catalogue()
                .providers()
                .values()
                .iterator()
                .next()
                .dialect();
    }
}
