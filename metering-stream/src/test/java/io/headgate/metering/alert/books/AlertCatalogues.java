package io.headgate.metering.alert.books;

import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Catalogues with rules and a webhook. */
public final class AlertCatalogues {
    private AlertCatalogues() {}

    /** A rule of each of these kinds and none else in force, and a webhook that nobody answers. */
    public static Catalogue watching(AlertRule.Kind... kinds) {
        return posting(URI.create("http://127.0.0.1:9/hook"), kinds);
    }

    /** The same with a webhook at an address on this machine, and the secret {@code HOOK_SECRET}. */
    public static Catalogue posting(URI url, AlertRule.Kind... kinds) {
        StringBuilder rules = new StringBuilder();
        for (AlertRule.Kind kind : kinds) {
            rules.append("  %1$s: {kind: %1$s}\n".formatted(kind.wireName()));
        }
        for (AlertRule.Kind unasked : AlertRule.Kind.UNASKED) {
            if (!List.of(kinds).contains(unasked)) {
                rules.append("  %1$s: {kind: %1$s, models: [unused]}\n".formatted(unasked.wireName()));
            }
        }
        String yaml = """
                providers:
                  sim: {adapter: openai, endpoints: {eu: {base_url: "https://sim.example/v1"}}}
                models:
                  small:
                    {provider: sim, provider_model: m-1, context_window: 1000, deprecated_on: %s}
                  unused: {provider: sim, provider_model: m-2, context_window: 1000}
                routes:
                  fast-text: {candidates: [{model: small}]}
                alerts:
                %swebhooks:
                  own: {url: "%s", secret: "env:HOOK_SECRET", allow_private: true}
                """.formatted(LocalDate.now(ZoneOffset.UTC).plusDays(20), rules, url);
        ReadCatalog read = new CatalogReader(InstantSource.system()).read(yaml, new CatalogRevision(1));
        if (read instanceof ReadCatalog.Valid valid) {
            return valid.catalogue();
        }
        throw new IllegalStateException(read.toString());
    }
}
