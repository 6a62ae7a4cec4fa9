package io.headgate.schemas.codec;

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
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** The parts that samples are made of. */
final class SampleParts {
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
            Map.of(Meter.INPUT, new BigDecimal("0.4"), Meter.OUTPUT, new BigDecimal("1.600000000001")),
            Map.of(Meter.INPUT, new BigDecimal("0.2")),
            List.of(
                    new ContextTier(128_000, Map.of(Meter.INPUT, new BigDecimal("0.8"))),
                    new ContextTier(
                            200_000,
                            Map.of(Meter.OUTPUT, new BigDecimal("3.000000000002")),
                            Map.of(Meter.OUTPUT, new BigDecimal("1.5")))));
    static final Price DEAREST = new Price(
            new PriceId("large@2026-02-01"),
            Instant.parse("2026-02-01T00:00:00Z"),
            USD,
            Map.of(Meter.INPUT, new BigDecimal("2"), Meter.OUTPUT, new BigDecimal("8")));
    static final Usage USAGE = new Usage(
            Map.of(Meter.INPUT, 12L, Meter.OUTPUT, 34L, Meter.CACHE_READ, 5L),
            Usage.Source.ESTIMATED,
            new ServiceTier.Unquoted("priority"));
    static final Money COST = Money.of("0.000059200000000034", "USD");
    static final Reservation RESERVATION = new Reservation(100, 4096, Money.of("0.0066", "USD"), 80);
    static final String RESPONSE =
            "{\"id\":\"chatcmpl-1\",  \"choices\":[{\"message\":{\"content\":\"grüß \\u00e9 \uD83D\uDE00\"}}], \"x\":1.50}";
    static final AttemptSummary FULL_ATTEMPT = new AttemptSummary(
            new AttemptId("r-1/1"),
            TARGET,
            AttemptStatus.UNKNOWN,
            FAILURE,
            504,
            AT.plusMillis(5),
            Duration.ofMillis(30_000),
            List.of("logit_bias", "messages[2].name"),
            "req_7f3a9c");
    static final AttemptSummary BARE_ATTEMPT =
            new AttemptSummary(new AttemptId("r-1/2"), TARGET, AttemptStatus.NOT_CALLED, null, null, AT, Duration.ZERO);
    static final Decision DECISION = new Decision(
            "cheapest",
            new CatalogRevision(7),
            List.of(
                    new Decision.Considered(TARGET, Money.of("0.001", "USD"), null, 0.25),
                    new Decision.Considered(TARGET, null, "unpriced")),
            "candidate-b");

    private SampleParts() {}
}
