package io.headgate.worker;

import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Retry;
import io.headgate.schemas.catalog.Timeouts;
import io.headgate.schemas.id.CatalogRevision;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Catalogues to test with. */
public final class Catalogues {
    private Catalogues() {}

    public static Provider provider(URI baseUrl, ProviderLimits limits) {
        return new Provider(
                Samples.PROVIDER,
                "openai",
                List.of(new Provider.Endpoint(Samples.TARGET.endpoint(), baseUrl, null)),
                null,
                null,
                limits,
                new Timeouts(
                        Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(30)),
                new Retry(3, Duration.ofMillis(50), Duration.ofSeconds(1)),
                List.of(),
                Redaction.NONE,
                true,
                Billing.CALENDAR_MONTHS);
    }

    /** Revision 1, with one provider. */
    public static Catalogue of(Provider provider) {
        return new Catalogue(
                new CatalogRevision(1),
                new Defaults(null, List.of(), null, Duration.ofMinutes(1), 100, 1 << 20),
                Map.of(provider.name(), provider),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }

    /** The next revision, from which every provider has gone. */
    public static Catalogue withoutProviders(Catalogue before) {
        return new Catalogue(
                before.revision().next(),
                before.defaults(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }
}
