package io.headgate.schemas.codec;

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
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** Every message twice or more: with all it can hold, and with as little as it can. */
final class Samples {
    static final Instant AT = Instant.parse("2026-11-20T15:00:00.123Z");
    static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    static final RequestKey KEY = new RequestKey(new TenantId("acme"), new RequestId("r-1"));
    static final Currency USD = Currency.getInstance("USD");
    static final Target TARGET = new Target(
            new ProviderName("openai"), new EndpointName("eu"), new ModelName("mini"), "gpt-4.1-mini-2025-04-14");
    static final Failure FAILURE = new Failure(FailureCode.PROVIDER_TIMEOUT, "no reply", "30 s", "29 s");
    static final Price PRICE = new Price(
            new PriceId("mini@2026-01-01"),
            Instant.parse("2026-01-01T00:00:00Z"),
            USD,
            Map.of(Meter.INPUT, new BigDecimal("0.4"), Meter.OUTPUT, new BigDecimal("1.600000000001")));
    static final Usage USAGE =
            new Usage(Map.of(Meter.INPUT, 12L, Meter.OUTPUT, 34L, Meter.CACHE_READ, 5L), Usage.Source.ESTIMATED);
    static final Money COST = Money.of("0.000059200000000034", "USD");
    static final Reservation RESERVATION = new Reservation(100, 4096, Money.of("0.0066", "USD"));
    static final String RESPONSE =
            "{\"id\":\"chatcmpl-1\",  \"choices\":[{\"message\":{\"content\":\"grüß \\u00e9 \uD83D\uDE00\"}}], \"x\":1.50}";
    static final AttemptSummary FULL_ATTEMPT = new AttemptSummary(
            new AttemptId("r-1/1"),
            TARGET,
            AttemptStatus.UNKNOWN,
            FAILURE,
            504,
            AT.plusMillis(5),
            Duration.ofMillis(30_000));
    static final AttemptSummary BARE_ATTEMPT =
            new AttemptSummary(new AttemptId("r-1/2"), TARGET, AttemptStatus.NOT_CALLED, null, null, AT, Duration.ZERO);
    static final Decision DECISION = new Decision(
            "cheapest",
            new CatalogRevision(7),
            List.of(
                    new Decision.Considered(TARGET, Money.of("0.001", "USD"), null),
                    new Decision.Considered(TARGET, null, "unpriced")));

    static final InferenceRequest FULL_REQUEST = new InferenceRequest(
            KEY,
            new CorrelationId("c-1"),
            new UserId("u-1"),
            "idem-1",
            new Alias("fast-text"),
            new RoutingContext(
                    "task-9",
                    "classification",
                    "de-CH",
                    Priority.CRITICAL,
                    AT.plusSeconds(60),
                    Duration.ofMillis(2500),
                    Money.of("0.05", "USD"),
                    Map.of("project", "search", "feature", "größe")),
            "{\"model\":\"fast-text\",\"messages\":[]}",
            HASH,
            ReplyFormat.JSON,
            AT,
            new Origin("headgate.requests", 3, 42),
            new RequestId("r-0"));
    static final InferenceRequest BARE_REQUEST = new InferenceRequest(
            KEY,
            new CorrelationId("r-1"),
            null,
            null,
            new Alias("a"),
            new RoutingContext(null, null, null, Priority.BACKGROUND, AT, null, null, Map.of()),
            "{}",
            HASH,
            ReplyFormat.AVRO,
            AT,
            Origin.HTTP,
            null);
    static final InvalidRequest INVALID = new InvalidRequest(
            KEY,
            new CorrelationId("c-1"),
            new Failure(FailureCode.UNKNOWN_ALIAS, "no such route", "fast-txt", "fast-text"),
            HASH,
            ReplyFormat.JSON,
            AT,
            new Origin("headgate.requests.acme", 0, 0));

    private Samples() {}

    static List<Sample<?>> all() {
        return List.of(
                new Sample<>("ClientRequest", "maximal", fullClientRequest(), Codecs::clientRequest),
                new Sample<>("ClientRequest", "minimal", bareClientRequest(), Codecs::clientRequest),
                new Sample<>("Admission", "maximal", FULL_REQUEST, Codecs::admission),
                new Sample<>("Admission", "minimal", BARE_REQUEST, Codecs::admission),
                new Sample<>("Admission", "invalid", INVALID, Codecs::admission),
                new Sample<>("Dispatch", "maximal", fullDispatch(), Codecs::dispatch),
                new Sample<>("Dispatch", "minimal", bareDispatch(), Codecs::dispatch),
                new Sample<>("Attempt", "maximal", fullAttempt(), Codecs::attempt),
                new Sample<>("Attempt", "minimal", bareAttempt(), Codecs::attempt),
                new Sample<>("InferenceResult", "maximal", completed(ReplyFormat.AVRO), Codecs::result),
                new Sample<>("InferenceResult", "minimal", failed(ReplyFormat.AVRO), Codecs::result),
                new Sample<>("FailedRequest", "maximal", failedRequest(), Codecs::failedRequest),
                new Sample<>(
                        "FailedRequest",
                        "minimal",
                        new FailedRequest(INVALID, failed(ReplyFormat.JSON)),
                        Codecs::failedRequest),
                new Sample<>(
                        "Notice",
                        "maximal",
                        new Notice(KEY, Notice.Kind.WAITING, "over its rate", AT.plusSeconds(9), AT),
                        Codecs::notice),
                new Sample<>("Notice", "minimal", new Notice(KEY, Notice.Kind.OTHER, "", null, AT), Codecs::notice),
                new Sample<>("Increment", "maximal", fullIncrement(), Codecs::increment),
                new Sample<>("Increment", "minimal", bareIncrement(), Codecs::increment),
                new Sample<>(
                        "PublishedCatalog",
                        "maximal",
                        new PublishedCatalog(new CatalogRevision(7), "providers: {}\n", HASH, AT, "ada"),
                        Codecs::catalog));
    }

    static List<Sample<InferenceResult>> jsonResults() {
        return List.of(
                new Sample<>("InferenceResult", "JSON, maximal", completed(ReplyFormat.JSON), Codecs::result),
                new Sample<>("InferenceResult", "JSON, unpriced", unpriced(), Codecs::result),
                new Sample<>("InferenceResult", "JSON, failed", failed(ReplyFormat.JSON), Codecs::result));
    }

    private static ClientRequest fullClientRequest() {
        return new ClientRequest(
                "acme",
                "r-1",
                "c-1",
                "u-1",
                "idem-1",
                "task-9",
                "extraction",
                "fr",
                "critical",
                AT,
                Duration.ofSeconds(3),
                Money.of("0.05", "EUR"),
                Map.of("project", "search"),
                "{\"model\":\"fast-text\"}");
    }

    private static ClientRequest bareClientRequest() {
        return new ClientRequest(null, null, null, null, null, null, null, null, null, null, null, null, Map.of(), "");
    }

    private static Dispatch fullDispatch() {
        return new Dispatch(
                FULL_REQUEST,
                new AttemptId("r-1/3"),
                3,
                TARGET,
                PRICE,
                RESERVATION,
                DECISION,
                List.of(FULL_ATTEMPT, BARE_ATTEMPT),
                AT.plusMillis(7));
    }

    private static Dispatch bareDispatch() {
        return new Dispatch(
                BARE_REQUEST,
                new AttemptId("r-1/1"),
                1,
                TARGET,
                null,
                new Reservation(0, 0, null),
                new Decision("ordered", CatalogRevision.NONE, List.of()),
                List.of(),
                AT);
    }

    private static Attempt fullAttempt() {
        return new Attempt(
                KEY,
                FULL_ATTEMPT,
                2,
                new Alias("fast-text"),
                new UserId("u-1"),
                "reasoning",
                Map.of("project", "search"),
                AT.plusMillis(400),
                USAGE,
                PRICE,
                new Cost.Priced(COST),
                RESERVATION,
                "gpt-4.1-mini",
                "req_abc",
                new CatalogRevision(7),
                new Disposition.Continue(FULL_REQUEST, List.of(FULL_ATTEMPT)));
    }

    private static Attempt bareAttempt() {
        return new Attempt(
                KEY,
                BARE_ATTEMPT,
                1,
                new Alias("a"),
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                new Cost.Unpriced("no price in force"),
                new Reservation(0, 0, null),
                null,
                null,
                CatalogRevision.NONE,
                new Disposition.Final());
    }

    static InferenceResult completed(ReplyFormat format) {
        return new InferenceResult(
                KEY,
                new CorrelationId("c-1"),
                new UserId("u-1"),
                "task-9",
                new Alias("fast-text"),
                Map.of("project", "search"),
                new InferenceResult.Completed(RESPONSE, TARGET, "gpt-4.1-mini", USAGE, new Cost.Priced(COST)),
                List.of(FULL_ATTEMPT, BARE_ATTEMPT),
                DECISION,
                AT,
                AT.plusMillis(812),
                format);
    }

    private static InferenceResult unpriced() {
        return new InferenceResult(
                KEY,
                new CorrelationId("c-1"),
                null,
                null,
                new Alias("a"),
                Map.of(),
                new InferenceResult.Completed("{}", TARGET, null, Usage.none(), new Cost.Unpriced("no price in force")),
                List.of(),
                null,
                AT,
                AT,
                ReplyFormat.JSON);
    }

    static InferenceResult failed(ReplyFormat format) {
        return new InferenceResult(
                KEY,
                new CorrelationId("r-1"),
                null,
                null,
                null,
                Map.of(),
                new InferenceResult.Failed(Failure.of(FailureCode.EMPTY_RECORD, "the record's value is empty")),
                List.of(),
                null,
                AT,
                AT,
                format);
    }

    private static FailedRequest failedRequest() {
        return new FailedRequest(
                FULL_REQUEST,
                new InferenceResult(
                        KEY,
                        new CorrelationId("c-1"),
                        new UserId("u-1"),
                        "task-9",
                        new Alias("fast-text"),
                        Map.of("project", "search"),
                        new InferenceResult.Failed(FAILURE),
                        List.of(FULL_ATTEMPT, BARE_ATTEMPT),
                        DECISION,
                        AT,
                        AT.plusSeconds(60),
                        ReplyFormat.JSON));
    }

    private static Increment fullIncrement() {
        return new Increment(
                new Increment.Line(
                        new TenantId("acme"),
                        "search",
                        new Alias("fast-text"),
                        TARGET,
                        Instant.parse("2026-11-20T15:00:00Z"),
                        USD),
                9,
                7,
                0,
                1,
                Map.of(Meter.INPUT, 120L, Meter.SECOND, 3L),
                COST.amount());
    }

    private static Increment bareIncrement() {
        return new Increment(
                new Increment.Line(
                        new TenantId("acme"), "", new Alias("a"), TARGET, Instant.parse("2026-11-20T15:00:00Z"), null),
                1,
                0,
                1,
                0,
                Map.of(),
                null);
    }
}
