package io.headgate.router;

import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Retry;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Selection;
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
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The catalogue that the router's tests are about, and others made of it. */
public final class Catalogues {
    public static final TierName BASIC = new TierName("basic");
    public static final long MAX_BODY = 10_000;

    private Catalogues() {}

    /** Routes {@code fast-text} (ordered: alpha, beta) and {@code cheap-text} (cheapest of the same); tenant narrow may use cheap-text only. */
    public static Catalogue sample() {
        return sample(BASIC);
    }

    public static Catalogue sample(@Nullable TierName defaultTier) {
        return sample(defaultTier, models(), Map.of());
    }

    private static List<Model> models() {
        return List.of(
                model("alpha-large", "alpha", "2.50", "10", 128_000, Set.of(Capability.TOOLS, Capability.VISION)),
                model("beta-small", "beta", "0.10", "0.40", 8_000, Set.of(Capability.JSON_MODE)));
    }

    /** The same, where nobody takes over from alpha on {@code fast-text}. */
    public static Catalogue onlyAlphaForFast() {
        return sample(BASIC, models(), Map.of(Samples.FAST, List.of(Samples.LARGE.value())));
    }

    public static Catalogue sample(
            @Nullable TierName defaultTier, List<Model> models, Map<Alias, List<String>> moreRoutes) {
        Map<Alias, Route> routes = new LinkedHashMap<>();
        List<Route.Candidate> all =
                models.stream().map(m -> new Route.Candidate(m.name(), null)).toList();
        routes.put(Samples.FAST, new Route(Samples.FAST, Route.Strategy.ORDERED, all, null, false, null));
        routes.put(Samples.CHEAP, new Route(Samples.CHEAP, Route.Strategy.CHEAPEST, all, null, false, null));
        moreRoutes.forEach((alias, names) -> routes.put(
                alias,
                new Route(
                        alias,
                        Route.Strategy.ORDERED,
                        names.stream()
                                .map(n -> new Route.Candidate(new ModelName(n), null))
                                .toList(),
                        null,
                        false,
                        null)));
        Map<ModelName, Model> byName = new LinkedHashMap<>();
        models.forEach(m -> byName.put(m.name(), m));
        return new Catalogue(
                new CatalogRevision(7),
                new Defaults(null, List.of(), defaultTier, Duration.ofMinutes(10), 1_000, MAX_BODY),
                Map.of(
                        new ProviderName("alpha"), provider("alpha", 3, "eu", "us"),
                        new ProviderName("beta"), provider("beta", 3, "main")),
                byName,
                routes,
                Map.of(BASIC, new Tier(BASIC, List.of())),
                Map.of(
                        Samples.ACME, new Tenant(Samples.ACME, BASIC, List.of(), Map.of(), Map.of(), Set.of()),
                        Samples.NARROW,
                                new Tenant(
                                        Samples.NARROW, BASIC, List.of(), Map.of(), Map.of(), Set.of(Samples.CHEAP))),
                List.of());
    }

    /** The same, with limits of tenant acme's own. */
    public static Catalogue limited(Catalogue base, Limit... limits) {
        return limited(base, List.of(limits), Map.of(), Map.of());
    }

    /** The same, with limits for each tenant that has none of its own, whoever it is. */
    public static Catalogue limitedByTier(Catalogue base, Limit... limits) {
        return with(
                base, base.providers(), base.routes(), Map.of(BASIC, new Tier(BASIC, List.of(limits))), base.tenants());
    }

    public static Catalogue limited(
            Catalogue base,
            List<Limit> ofTenant,
            Map<ModelName, List<Limit>> byModel,
            Map<String, List<Limit>> byProject) {
        Tenant acme = new Tenant(Samples.ACME, BASIC, ofTenant, byModel, byProject, Set.of());
        return with(base, base.providers(), base.routes(), base.tiers(), Map.of(Samples.ACME, acme));
    }

    /** The same, with a replacement that is tried on a route. */
    public static Catalogue withCanary(Catalogue base, Alias alias, Canary canary) {
        Map<Alias, Route> routes = new LinkedHashMap<>(base.routes());
        routes.computeIfPresent(
                alias,
                (_, route) -> new Route(
                        alias,
                        route.strategy(),
                        route.candidates(),
                        route.maxOutputTokens(),
                        route.strictRedaction(),
                        route.responseSchema(),
                        new Selection(Selection.Weights.EVEN, List.of(), Set.of(), List.of(), null, canary)));
        return with(base, base.providers(), routes, base.tiers(), base.tenants());
    }

    /** The same, with a contract that a route's answers keep. */
    public static Catalogue withContract(Catalogue base, Alias alias, Route.ResponseSchema contract) {
        Map<Alias, Route> routes = new LinkedHashMap<>(base.routes());
        routes.computeIfPresent(
                alias,
                (_, route) -> new Route(
                        alias,
                        route.strategy(),
                        route.candidates(),
                        route.maxOutputTokens(),
                        route.strictRedaction(),
                        contract,
                        route.selection()));
        return with(base, base.providers(), routes, base.tiers(), base.tenants());
    }

    public static Model model(
            String name, String provider, @Nullable String in, @Nullable String out, long window, Set<Capability> can) {
        return new Model(
                new ModelName(name),
                new ProviderName(provider),
                name + "-2026-01-01",
                can,
                window,
                null,
                in == null || out == null ? List.of() : List.of(price(name, in, out)),
                null);
    }

    public static Price price(String name, String in, String out) {
        return new Price(
                new PriceId(name + "@1"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Currency.getInstance("USD"),
                Map.of(Meter.INPUT, new BigDecimal(in), Meter.OUTPUT, new BigDecimal(out)));
    }

    public static Provider provider(String name, int maxAttempts, String... endpoints) {
        return new Provider(
                new ProviderName(name),
                "openai",
                List.of(endpoints).stream()
                        .map(e -> new Provider.Endpoint(
                                new EndpointName(e), URI.create("https://" + e + "." + name + ".example/v1"), null))
                        .toList(),
                null,
                null,
                new ProviderLimits(null, null, 10, 100),
                new Timeouts(
                        Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(60)),
                new Retry(maxAttempts, Duration.ofMillis(100), Duration.ofSeconds(2)),
                List.of(),
                Redaction.NONE,
                true,
                Billing.CALENDAR_MONTHS);
    }

    /** The same catalogue, its providers taking so many requests at once. */
    public static Catalogue withMaxInFlight(Catalogue base, int maxInFlight) {
        return withMaxInFlight(base, provider -> maxInFlight);
    }

    /** The same catalogue, each of its providers taking so many requests at once. */
    public static Catalogue withMaxInFlight(Catalogue base, ToIntFunction<ProviderName> maxInFlight) {
        Map<ProviderName, Provider> narrowed = new LinkedHashMap<>();
        base.providers()
                .forEach((name, p) -> narrowed.put(
                        name,
                        new Provider(
                                p.name(),
                                p.adapter(),
                                p.endpoints(),
                                p.keys(),
                                p.apiVersion(),
                                new ProviderLimits(null, null, 10, maxInFlight.applyAsInt(name)),
                                p.timeouts(),
                                p.retry(),
                                p.fallbacks(),
                                p.redaction(),
                                p.allowPrivate(),
                                p.billing(),
                                p.proxy(),
                                p.streams(),
                                p.dialect(),
                                p.unsupported())));
        return with(base, narrowed, base.routes(), base.tiers(), base.tenants());
    }

    private static Catalogue with(
            Catalogue base,
            Map<ProviderName, Provider> providers,
            Map<Alias, Route> routes,
            Map<TierName, Tier> tiers,
            Map<TenantId, Tenant> tenants) {
        return new Catalogue(
                base.revision(), base.defaults(), providers, base.models(), routes, tiers, tenants, base.alerts());
    }

    /** A source whose catalogue a test changes. */
    public static CatalogSource changing(Supplier<Catalogue> catalogue) {
        return new CatalogSource() {
            @Override
            public Catalogue current() {
                return catalogue.get();
            }

            @Override
            public void subscribe(Consumer<Catalogue> listener) {
                listener.accept(catalogue.get());
            }
        };
    }
}
