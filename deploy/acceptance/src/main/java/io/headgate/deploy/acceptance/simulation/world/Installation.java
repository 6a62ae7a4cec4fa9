package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Retry;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.catalog.Timeouts;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is there in a world: tenants with limits, providers with prices, and the one route that they share. */
public record Installation(Catalogue catalogue, List<TenantId> tenants, List<ProviderName> providers) {
    static final Alias ALIAS = new Alias("text");
    static final long MOST_OUTPUT = 60;
    private static final Currency USD = Currency.getInstance("USD");
    private static final TierName TIER = new TierName("basic");
    private static final List<Route.Strategy> STRATEGIES =
            List.of(Route.Strategy.ORDERED, Route.Strategy.CHEAPEST, Route.Strategy.FASTEST, Route.Strategy.MOSTLY);

    static Installation draw(Dice dice) {
        Map<ProviderName, Provider> providers = new LinkedHashMap<>();
        Map<ModelName, Model> models = new LinkedHashMap<>();
        List<Route.Candidate> candidates = new ArrayList<>();
        int attempts = dice.between(1, 4);
        for (int i = 1, all = dice.between(1, 3); i <= all; i++) {
            ProviderName name = new ProviderName("provider-" + i);
            providers.put(name, provider(name, attempts, dice.between(1, 12)));
            Model model = model(name, dice.between(1, 40), dice.between(1, 80));
            models.put(model.name(), model);
            candidates.add(new Route.Candidate(model.name(), null));
        }
        Map<TenantId, Tenant> tenants = new LinkedHashMap<>();
        for (int i = 1, all = dice.between(1, 3); i <= all; i++) {
            TenantId id = new TenantId("tenant-" + i);
            tenants.put(id, new Tenant(id, TIER, limits(dice), Map.of(), Map.of(), Set.of()));
        }
        Catalogue catalogue = new Catalogue(
                new CatalogRevision(1),
                new Defaults(null, List.of(), TIER, Duration.ofMinutes(1), MOST_OUTPUT, 10_000),
                providers,
                models,
                Map.of(ALIAS, new Route(ALIAS, dice.pick(STRATEGIES), candidates, null, false, null)),
                Map.of(TIER, new Tier(TIER, List.of())),
                tenants,
                List.of());
        return new Installation(catalogue, List.copyOf(tenants.keySet()), List.copyOf(providers.keySet()));
    }

    TenantCatalogs catalogs() {
        return TenantCatalogs.without(CatalogSource.fixed(catalogue));
    }

    private static Provider provider(ProviderName name, int attempts, int inFlight) {
        return new Provider(
                name,
                "openai",
                List.of(new Provider.Endpoint(
                        new EndpointName("main"), URI.create("https://" + name + ".example/v1"), null)),
                null,
                null,
                new ProviderLimits(null, null, 10, inFlight),
                new Timeouts(
                        Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(60)),
                new Retry(attempts, Duration.ofMillis(100), Duration.ofSeconds(2)),
                List.of(),
                Redaction.NONE,
                true,
                Billing.CALENDAR_MONTHS);
    }

    private static Model model(ProviderName provider, int input, int output) {
        String name = provider + "-model";
        Price price = new Price(
                new PriceId(name + "@1"),
                Instant.parse("2026-01-01T00:00:00Z"),
                USD,
                Map.of(Meter.INPUT, BigDecimal.valueOf(input, 1), Meter.OUTPUT, BigDecimal.valueOf(output, 1)),
                Map.of(
                        Meter.INPUT, BigDecimal.valueOf(5L * input, 2),
                        Meter.OUTPUT, BigDecimal.valueOf(5L * output, 2)),
                List.of());
        return new Model(new ModelName(name), provider, name, Set.of(), 8_000, null, List.of(price), null);
    }

    /** None to three, some of them so narrow that they are met. */
    private static List<Limit> limits(Dice dice) {
        List<Limit> limits = new ArrayList<>();
        if (dice.percent(40)) {
            limits.add(limit(dice, Measure.TOKENS, Window.DAY, BigDecimal.valueOf(dice.between(60, 1_500))));
        }
        if (dice.percent(30)) {
            limits.add(limit(dice, Measure.TOKENS, Window.MINUTE, BigDecimal.valueOf(dice.between(60, 600))));
        }
        if (dice.percent(30)) {
            limits.add(limit(dice, Measure.COST, Window.DAY, BigDecimal.valueOf(dice.between(50, 5_000), 6)));
        }
        if (dice.percent(30)) {
            limits.add(limit(dice, Measure.REQUESTS, Window.DAY, BigDecimal.valueOf(dice.between(1, 20))));
        }
        if (dice.percent(30)) {
            limits.add(limit(dice, Measure.IN_FLIGHT, Window.NOW, BigDecimal.valueOf(dice.between(1, 4))));
        }
        return limits;
    }

    private static Limit limit(Dice dice, Measure measure, Window window, BigDecimal amount) {
        return new Limit(
                measure,
                window,
                amount,
                measure == Measure.COST ? USD : null,
                ZoneOffset.UTC,
                dice.percent(50) ? OnExceeded.WAIT : OnExceeded.REJECT,
                false);
    }
}
