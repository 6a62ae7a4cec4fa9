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
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The catalogue and the requests that the router's tests are about. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    public static final Alias FAST = new Alias("fast-text");
    public static final Alias CHEAP = new Alias("cheap-text");
    public static final TenantId ACME = new TenantId("acme");
    public static final TenantId NARROW = new TenantId("narrow");
    public static final TierName BASIC = new TierName("basic");
    public static final ModelName LARGE = new ModelName("alpha-large");
    public static final long MAX_BODY = 10_000;

    private Samples() {}

    /** Routes {@code fast-text} (ordered: alpha, beta) and {@code cheap-text} (cheapest of the same); tenant narrow may use cheap-text only. */
    public static Catalogue catalogue() {
        return catalogue(BASIC);
    }

    public static Catalogue catalogue(@Nullable TierName defaultTier) {
        return catalogue(defaultTier, models(), Map.of());
    }

    private static List<Model> models() {
        return List.of(
                model("alpha-large", "alpha", "2.50", "10", 128_000, Set.of(Capability.TOOLS, Capability.VISION)),
                model("beta-small", "beta", "0.10", "0.40", 8_000, Set.of(Capability.JSON_MODE)));
    }

    /** The same, where nobody takes over from alpha on {@code fast-text}. */
    public static Catalogue onlyAlphaForFast() {
        return catalogue(BASIC, models(), Map.of(FAST, List.of(LARGE.value())));
    }

    public static Catalogue catalogue(
            @Nullable TierName defaultTier, List<Model> models, Map<Alias, List<String>> moreRoutes) {
        Map<Alias, Route> routes = new LinkedHashMap<>();
        List<Route.Candidate> all =
                models.stream().map(m -> new Route.Candidate(m.name(), null)).toList();
        routes.put(FAST, new Route(FAST, Route.Strategy.ORDERED, all, null, false, null));
        routes.put(CHEAP, new Route(CHEAP, Route.Strategy.CHEAPEST, all, null, false, null));
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
                        ACME, new Tenant(ACME, BASIC, List.of(), Map.of(), Map.of(), Set.of()),
                        NARROW, new Tenant(NARROW, BASIC, List.of(), Map.of(), Map.of(), Set.of(CHEAP))),
                List.of());
    }

    /** The same, with limits of tenant acme's own. */
    public static Catalogue limited(Catalogue base, Limit... limits) {
        return limited(base, List.of(limits), Map.of(), Map.of());
    }

    /** The same, with limits for each tenant that has none of its own, whoever it is. */
    public static Catalogue limitedByTier(Catalogue base, Limit... limits) {
        return new Catalogue(
                base.revision(),
                base.defaults(),
                base.providers(),
                base.models(),
                base.routes(),
                Map.of(BASIC, new Tier(BASIC, List.of(limits))),
                base.tenants(),
                base.alerts());
    }

    public static Catalogue limited(
            Catalogue base,
            List<Limit> ofTenant,
            Map<ModelName, List<Limit>> byModel,
            Map<String, List<Limit>> byProject) {
        Tenant acme = new Tenant(ACME, BASIC, ofTenant, byModel, byProject, Set.of());
        return new Catalogue(
                base.revision(),
                base.defaults(),
                base.providers(),
                base.models(),
                base.routes(),
                base.tiers(),
                Map.of(ACME, acme),
                base.alerts());
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
        return new Catalogue(
                base.revision(),
                base.defaults(),
                base.providers(),
                base.models(),
                routes,
                base.tiers(),
                base.tenants(),
                base.alerts());
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
    public static Catalogue withMaxInFlight(Catalogue catalogue, int maxInFlight) {
        return withMaxInFlight(catalogue, provider -> maxInFlight);
    }

    /** The same catalogue, each of its providers taking so many requests at once. */
    public static Catalogue withMaxInFlight(Catalogue catalogue, ToIntFunction<ProviderName> maxInFlight) {
        Map<ProviderName, Provider> narrowed = new LinkedHashMap<>();
        catalogue
                .providers()
                .forEach((name, p) -> narrowed.put(
                        name,
                        new Provider(
                                p.name(),
                                p.adapter(),
                                p.endpoints(),
                                p.apiKey(),
                                p.apiVersion(),
                                new ProviderLimits(null, null, 10, maxInFlight.applyAsInt(name)),
                                p.timeouts(),
                                p.retry(),
                                p.fallbacks(),
                                p.redaction(),
                                p.allowPrivate(),
                                p.billing())));
        return new Catalogue(
                catalogue.revision(),
                catalogue.defaults(),
                narrowed,
                catalogue.models(),
                catalogue.routes(),
                catalogue.tiers(),
                catalogue.tenants(),
                catalogue.alerts());
    }

    public static String body(String alias) {
        return "{\"model\":\"" + alias + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
    }

    public static InferenceRequest request(String id) {
        return request(id, body(FAST.value()), FAST, context(null));
    }

    public static InferenceRequest request(String id, String body, Alias alias, RoutingContext context) {
        return request(ACME, id, body, alias, context);
    }

    public static InferenceRequest request(
            TenantId tenant, String id, String body, Alias alias, RoutingContext context) {
        return new InferenceRequest(
                new RequestKey(tenant, new RequestId(id)),
                new CorrelationId(id),
                null,
                null,
                alias,
                context,
                body,
                Sha256.hex(body.getBytes(StandardCharsets.UTF_8)),
                ReplyFormat.JSON,
                NOW,
                new Origin("headgate.requests", 0, 1),
                null);
    }

    public static InferenceRequest withKey(InferenceRequest request, String idempotencyKey) {
        return new InferenceRequest(
                request.key(),
                request.correlationId(),
                request.userId(),
                idempotencyKey,
                request.alias(),
                request.context(),
                request.body(),
                request.bodyHash(),
                request.replyFormat(),
                request.acceptedAt(),
                request.origin(),
                request.parent());
    }

    public static RoutingContext context(@Nullable Money budget) {
        return new RoutingContext(
                null, null, null, Priority.STANDARD, NOW.plusSeconds(600), null, budget, Map.of("project", "search"));
    }

    public static Attempt attempt(Disposition disposition, int number, AttemptSummary summary) {
        InferenceRequest request = request("r-1");
        return new Attempt(
                request.key(),
                summary,
                number,
                request.alias(),
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                new Cost.Unpriced("no price in force"),
                new Reservation(1, 1, null),
                null,
                null,
                new CatalogRevision(7),
                disposition);
    }

    public static AttemptSummary summary(String endpoint, FailureCode code) {
        return new AttemptSummary(
                new AttemptId("r-1/1"),
                new Target(
                        new ProviderName("alpha"),
                        new EndpointName(endpoint),
                        new ModelName("alpha-large"),
                        "alpha-large-2026-01-01"),
                AttemptStatus.RETRYABLE,
                Failure.of(code, "it went wrong"),
                503,
                NOW,
                Duration.ofMillis(7));
    }

    public static InvalidRequest invalid(String id, String hash) {
        return new InvalidRequest(
                new RequestKey(ACME, new RequestId(id)),
                new CorrelationId(id),
                Failure.of(FailureCode.INVALID_JSON, "not JSON"),
                hash,
                ReplyFormat.JSON,
                NOW,
                new Origin("headgate.requests", 0, 2));
    }

    /** A source whose catalogue never changes. */
    public static CatalogSource fixed(Catalogue catalogue) {
        return new CatalogSource() {
            @Override
            public Catalogue current() {
                return catalogue;
            }

            @Override
            public void subscribe(Consumer<Catalogue> listener) {
                listener.accept(catalogue);
            }
        };
    }
}
