package io.headgate.api;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Revision 7: two aliases, two tenants and no default tier; bodies up to 100,000 bytes. */
public final class TestCatalogue {
    private TestCatalogue() {}

    public static Catalogue create() {
        return new Catalogue(
                new CatalogRevision(7),
                new Defaults(null, List.of(), null, Duration.ofMinutes(10), 1_000, 100_000),
                Map.of(),
                Map.of(),
                Map.of(new Alias("fast-text"), route("fast-text"), new Alias("deep-thought"), route("deep-thought")),
                Map.of(),
                Map.of(new TenantId("acme"), tenant("acme"), new TenantId("globex"), tenant("globex")),
                List.of());
    }

    private static Route route(String alias) {
        return new Route(
                new Alias(alias),
                Route.Strategy.ORDERED,
                List.of(new Route.Candidate(new ModelName("m1"), null)),
                null,
                false,
                null);
    }

    private static Tenant tenant(String id) {
        return new Tenant(new TenantId(id), new TierName("basic"), List.of(), Map.of(), Map.of(), Set.of());
    }
}
