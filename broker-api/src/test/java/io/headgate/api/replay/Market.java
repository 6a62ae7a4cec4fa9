package io.headgate.api.replay;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Models of a dollar (small, of alpha), ten dollars (large, of beta), eight euros (euro, of gamma) and no price (free, of
 * delta) a million tokens in either direction; routes that lead to some of them.
 */
final class Market {
    static final TenantId ACME = new TenantId("acme");
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private Market() {}

    static Catalogue open() {
        return with(tenant(true, Set.of(), Set.of()));
    }

    static Catalogue with(Tenant tenant) {
        return new Catalogue(
                new CatalogRevision(3),
                new Defaults(null, List.of(), null, Duration.ofMinutes(10), 1_000, 100_000),
                Map.of(),
                Map.of(
                        new ModelName("small"), model("small", "alpha", "1", "USD", 500L),
                        new ModelName("large"), model("large", "beta", "10", "USD", null),
                        new ModelName("euro"), model("euro", "gamma", "8", "EUR", null),
                        new ModelName("free"), model("free", "delta", null, "USD", null)),
                Map.of(
                        new Alias("text"), route("text", "small", "large"),
                        new Alias("mixed"), route("mixed", "small", "euro"),
                        new Alias("unknown"), route("unknown", "small", "free")),
                Map.of(),
                Map.of(ACME, tenant),
                List.of());
    }

    static Tenant tenant(boolean enabled, Set<Alias> aliases, Set<ProviderName> providers) {
        return new Tenant(
                ACME,
                enabled,
                new TierName("basic"),
                List.of(),
                Map.of(),
                Map.of(),
                aliases,
                providers,
                Set.of(),
                null,
                null,
                null,
                Set.of());
    }

    private static Model model(
            String name, String provider, @Nullable String price, String currency, @Nullable Long maxOutput) {
        List<Price> prices = price == null
                ? List.of()
                : List.of(new Price(
                        new PriceId(name + "@1"),
                        Instant.EPOCH,
                        Currency.getInstance(currency),
                        Map.of(Meter.INPUT, new BigDecimal(price), Meter.OUTPUT, new BigDecimal(price))));
        return new Model(
                new ModelName(name), new ProviderName(provider), name, Set.of(), 100_000, maxOutput, prices, null);
    }

    private static Route route(String alias, String... models) {
        return new Route(
                new Alias(alias),
                Route.Strategy.ORDERED,
                List.of(models).stream()
                        .map(model -> new Route.Candidate(new ModelName(model), null))
                        .toList(),
                null,
                false,
                null);
    }
}
