package io.headgate.schemas.intake;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The catalogue that the tests of reading are about. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final TenantId ACME = new TenantId("acme");
    static final long MAX_BODY = 10_000;
    private static final TenantId NARROW = new TenantId("narrow");
    private static final Alias FAST = new Alias("fast-text");
    private static final Alias CHEAP = new Alias("cheap-text");
    static final TierName BASIC = new TierName("basic");

    private Samples() {}

    /** Routes {@code fast-text} and {@code cheap-text}; tenant acme may use both, tenant narrow cheap-text only. */
    static Catalogue catalogue() {
        return catalogue(BASIC);
    }

    static Catalogue catalogue(@Nullable TierName defaultTier) {
        return catalogue(defaultTier, null);
    }

    /** @param maxBodyOfNarrow what tenant narrow may send at most; null for the default */
    static Catalogue catalogue(@Nullable TierName defaultTier, @Nullable Long maxBodyOfNarrow) {
        Tenant narrow = new Tenant(
                NARROW,
                true,
                BASIC,
                List.of(),
                Map.of(),
                Map.of(),
                Set.of(CHEAP),
                Set.of(),
                Set.of(),
                null,
                maxBodyOfNarrow,
                null,
                Set.of());
        return new Catalogue(
                new CatalogRevision(7),
                new Defaults(null, List.of(), defaultTier, Duration.ofMinutes(10), 1_000, MAX_BODY),
                Map.of(),
                Map.of(),
                Map.of(FAST, route(FAST), CHEAP, route(CHEAP)),
                Map.of(BASIC, new Tier(BASIC, List.of())),
                Map.of(ACME, new Tenant(ACME, BASIC, List.of(), Map.of(), Map.of(), Set.of()), NARROW, narrow),
                List.of());
    }

    static String body(String alias) {
        return "{\"model\":\"" + alias + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
    }

    private static Route route(Alias alias) {
        List<Route.Candidate> candidates = List.of(new Route.Candidate(new ModelName("m"), null));
        return new Route(alias, Route.Strategy.ORDERED, candidates, null, false, null);
    }
}
