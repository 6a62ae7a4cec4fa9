package io.headgate.metering;

import static java.util.Objects.requireNonNull;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Attempts for tests: the same seed gives the same ones. */
public final class AttemptFixture {
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final List<String> TENANTS = List.of("acme", "globex", "initech");
    private static final List<String> PROJECTS = List.of("", "search", "support");
    private static final List<String> MODELS = List.of("small", "large", "unpriced");
    private static final BigDecimal BOUND = new BigDecimal("0.123456789012345678");
    private static final List<AttemptStatus> STATUSES = List.of(
            AttemptStatus.COMPLETED,
            AttemptStatus.COMPLETED,
            AttemptStatus.COMPLETED,
            AttemptStatus.COMPLETED,
            AttemptStatus.RETRYABLE,
            AttemptStatus.REFUSED,
            AttemptStatus.UNKNOWN,
            AttemptStatus.NOT_CALLED);
    private static final List<String> FEATURES = List.of("", "answers", "f\u0000'\"\\{}");

    private AttemptFixture() {}

    /** Attempts of several tenants, projects, models, currencies and minutes; some failed, estimated or unpriced. */
    public static List<Attempt> some(int count, long seed) {
        Random random = new Random(seed);
        List<Attempt> attempts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            attempts.add(one(seed + "-" + i, random));
        }
        return attempts;
    }

    private static Attempt one(String request, Random random) {
        String model = MODELS.get(random.nextInt(MODELS.size()));
        AttemptStatus status = STATUSES.get(random.nextInt(STATUSES.size()));
        boolean completed = status == AttemptStatus.COMPLETED;
        Map<Meter, Long> quantities = Map.of(
                Meter.INPUT,
                random.nextLong(100_000),
                Meter.CACHE_READ,
                random.nextLong(3) * 1_024,
                Meter.OUTPUT,
                random.nextLong(10_000),
                Meter.REASONING,
                random.nextLong(2) * 77,
                Meter.REQUEST,
                1L);
        Usage.Source source = random.nextInt(8) == 0 ? Usage.Source.ESTIMATED : Usage.Source.REPORTED;
        // Some providers bill what they began.
        Usage usage = completed || random.nextInt(4) == 0 ? new Usage(quantities, source, tier(quantities)) : null;
        String project = PROJECTS.get(random.nextInt(PROJECTS.size()));
        Attempt plain = attempt(
                TENANTS.get(random.nextInt(TENANTS.size())),
                request,
                model,
                tags(project, FEATURES.get(random.nextInt(FEATURES.size()))),
                START.plusSeconds(random.nextLong(240)).plus(Duration.ofDays(random.nextLong(3) * 5)),
                status,
                usage);
        String variant = random.nextInt(3) == 0 ? "b" : null;
        return compared(plain, variant, random.nextBoolean() ? price(random.nextBoolean() ? "small" : "large") : null);
    }

    /** Most are served at the ordinary price. */
    private static ServiceTier tier(Map<Meter, Long> quantities) {
        return switch ((int) (quantities.getOrDefault(Meter.INPUT, 0L) % 16)) {
            case 0 -> new ServiceTier.Batch();
            case 1 -> new ServiceTier.Unquoted("priority");
            default -> new ServiceTier.Standard();
        };
    }

    private static Map<String, String> tags(String project, String feature) {
        Map<String, String> tags = new HashMap<>();
        tags.put("project", project);
        tags.put("feature", feature);
        tags.values().removeIf(String::isEmpty);
        return tags;
    }

    /** The same attempt, at a variant of its route, and with a candidate that was expected to be the dearest. */
    public static Attempt compared(Attempt attempt, @Nullable String variant, @Nullable Price dearest) {
        return rebuilt(attempt, attempt.usage(), attempt.price(), variant, dearest, attempt.dispatchedAt());
    }

    /** The same attempt, served at a tier; in batches a million tokens of input cost 0.075. */
    public static Attempt served(Attempt attempt, ServiceTier tier) {
        Price price = requireNonNull(attempt.price());
        Usage usage = requireNonNull(attempt.usage()).at(tier);
        Map<Meter, BigDecimal> batch = Map.of(Meter.INPUT, new BigDecimal("0.075"));
        Price whole = new Price(price.id(), price.effectiveFrom(), price.currency(), price.rates(), batch, List.of());
        return rebuilt(
                attempt, usage, whole.applyingTo(usage), attempt.variant(), attempt.dearest(), attempt.dispatchedAt());
    }

    /** The same attempt, at a price of the same id and rates that is in force from another moment on. */
    public static Attempt dated(Attempt attempt, Instant effectiveFrom) {
        Price price = requireNonNull(attempt.price());
        Price dated = new Price(price.id(), effectiveFrom, price.currency(), price.rates());
        return rebuilt(attempt, attempt.usage(), dated, attempt.variant(), attempt.dearest(), attempt.dispatchedAt());
    }

    /** The same attempt, dispatched at a moment, which may be long before it started. */
    public static Attempt dispatched(Attempt attempt, Instant at) {
        return rebuilt(attempt, attempt.usage(), attempt.price(), attempt.variant(), attempt.dearest(), at);
    }

    private static Attempt rebuilt(
            Attempt attempt,
            @Nullable Usage usage,
            @Nullable Price price,
            @Nullable String variant,
            @Nullable Price dearest,
            @Nullable Instant dispatchedAt) {
        return new Attempt(
                attempt.key(),
                attempt.summary(),
                attempt.number(),
                attempt.alias(),
                attempt.userId(),
                attempt.taskType(),
                attempt.tags(),
                attempt.firstByteAt(),
                usage,
                price,
                usage == null || usage.equals(attempt.usage()) ? attempt.cost() : Rating.rate(usage, price),
                attempt.reservation(),
                attempt.servedModel(),
                attempt.upstreamRequestId(),
                attempt.revision(),
                attempt.disposition(),
                variant,
                dearest,
                dispatchedAt);
    }

    /** One completed attempt on model {@code small}. */
    public static Attempt completed(String tenant, String request, Instant startedAt, long input, long output) {
        Usage usage = new Usage(Map.of(Meter.INPUT, input, Meter.OUTPUT, output), Usage.Source.REPORTED);
        return attempt(tenant, request, "small", Map.of(), startedAt, AttemptStatus.COMPLETED, usage);
    }

    /** The intent of a call of the first attempt of a request, at model {@code small}; it can cost 0.25 USD at most. */
    public static Intent intent(String tenant, String request, Instant startedAt, int call) {
        return intent(tenant, request, startedAt, startedAt, call);
    }

    /** The same, of an attempt that was dispatched some time before its worker began it. */
    public static Intent intent(String tenant, String request, Instant dispatchedAt, Instant startedAt, int call) {
        return new Intent(
                new RequestKey(new TenantId(tenant), new RequestId(request)),
                new AttemptId(request + "/1"),
                1,
                call,
                new Alias("fast-text"),
                Map.of("project", "search"),
                new Target(new ProviderName("sim"), new EndpointName("eu"), new ModelName("small"), "small-2026"),
                new PriceId("small@2026"),
                new Reservation(100, 100, Money.of("0.25", "USD")),
                new CatalogRevision(3),
                "worker-1",
                startedAt,
                startedAt,
                dispatchedAt);
    }

    public static Attempt attempt(
            String tenant,
            String request,
            String model,
            Map<String, String> tags,
            Instant startedAt,
            AttemptStatus status,
            @Nullable Usage usage) {
        Price price = price(model);
        Failure failure =
                status == AttemptStatus.COMPLETED ? null : Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "503");
        return new Attempt(
                new RequestKey(new TenantId(tenant), new RequestId(request)),
                new AttemptSummary(
                        new AttemptId(request + "/1"),
                        new Target(
                                new ProviderName("sim"), new EndpointName("eu"), new ModelName(model), model + "-2026"),
                        status,
                        failure,
                        status == AttemptStatus.COMPLETED ? 200 : 503,
                        startedAt,
                        Duration.ofMillis(1234)),
                1,
                new Alias("fast-text"),
                null,
                null,
                tags,
                startedAt.plusMillis(200),
                usage,
                price,
                status == AttemptStatus.UNKNOWN && usage == null
                        ? new Cost.Unpriced("nobody knows what was used")
                        : Rating.rate(usage == null ? Usage.none() : usage, price),
                new Reservation(100, 100, price == null ? null : new Money(BOUND, price.currency())),
                model + "-2026",
                null,
                new CatalogRevision(3),
                new Disposition.Final());
    }

    /** What a model costs here; null when it has no price. */
    public static @Nullable Price price(String model) {
        return switch (model) {
            case "small" -> price("small-1", "USD", "0.150000000001", "0.600000000003");
            case "large" -> price("large-1", "EUR", "2.5", "10.000000000007");
            default -> null;
        };
    }

    private static Price price(String id, String currency, String input, String output) {
        return new Price(
                new PriceId(id),
                START,
                Currency.getInstance(currency),
                Map.of(Meter.INPUT, new BigDecimal(input), Meter.OUTPUT, new BigDecimal(output)));
    }
}
