package io.headgate.schemas.codec;

import static io.headgate.schemas.codec.SampleParts.AT;
import static io.headgate.schemas.codec.SampleParts.COST;
import static io.headgate.schemas.codec.SampleParts.PRICE;
import static io.headgate.schemas.codec.SampleParts.TARGET;
import static io.headgate.schemas.codec.SampleParts.USD;

import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.QuotaState.Quota;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the books are made of, and who is told. */
final class BookSamples {
    private BookSamples() {}

    static List<Sample<?>> all() {
        return List.of(
                new Sample<>("Increment", "maximal", fullIncrement(), Codecs::increment),
                new Sample<>("Increment", "minimal", bareIncrement(), Codecs::increment),
                new Sample<>("Alert", "maximal", fullAlert(), Codecs::alert),
                new Sample<>("Alert", "minimal", bareAlert(), Codecs::alert),
                new Sample<>("QuotaState", "maximal", fullQuotaState(), Codecs::quotaState),
                new Sample<>("QuotaState", "minimal", bareQuotaState(), Codecs::quotaState));
    }

    static Increment fullIncrement() {
        return new Increment(
                new Increment.Line(
                        new TenantId("acme"),
                        "search",
                        new Alias("fast-text"),
                        TARGET,
                        Instant.parse("2026-11-20T15:00:00Z"),
                        USD,
                        Map.of("feature", "answers"),
                        "candidate-b",
                        PRICE.id(),
                        true),
                9,
                7,
                0,
                1,
                Map.of(Meter.INPUT, 120L, Meter.SECOND, 3L),
                COST.amount(),
                Map.of(Meter.INPUT, COST.amount()),
                new Increment.Troubles(
                        1, new BigDecimal("0.000000000000000001"), 2, new BigDecimal("-0.000000000000000002")),
                new Increment.Comparison(COST.amount().add(COST.amount()), COST.amount()),
                Duration.ofMillis(12_345),
                new Increment.Source(
                        3,
                        1_000,
                        1_017,
                        new Increment.Round(UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"), 1_020)));
    }

    static Increment bareIncrement() {
        return new Increment(
                new Increment.Line(
                        new TenantId("acme"),
                        "",
                        new Alias("a"),
                        TARGET,
                        Instant.parse("2026-11-20T15:00:00Z"),
                        null,
                        Map.of(),
                        null,
                        null,
                        false),
                1,
                0,
                1,
                0,
                Map.of(),
                null,
                Map.of(),
                Increment.Troubles.NONE,
                null,
                Duration.ZERO);
    }

    static QuotaState fullQuotaState() {
        return new QuotaState(
                new Quota(new TenantId("acme"), "search", new ModelName("mini"), Measure.COST, Window.MONTH, USD),
                new BigDecimal("2500"),
                ZoneId.of("Europe/Berlin"),
                new BigDecimal("1999.000000000000000001"),
                new BigDecimal("0.25"),
                new BigDecimal("0.5"),
                Instant.parse("2026-10-31T23:00:00Z"),
                Instant.parse("2026-11-30T23:00:00Z"),
                AT,
                42);
    }

    static QuotaState bareQuotaState() {
        return new QuotaState(
                new Quota(new TenantId("acme"), null, null, Measure.IN_FLIGHT, Window.NOW, null),
                null,
                null,
                BigDecimal.ZERO,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                Instant.EPOCH,
                null,
                AT,
                0);
    }

    static Alert fullAlert() {
        return new Alert(
                "budget/acme/2026-11/0.8",
                Alert.State.RESOLVED,
                Alert.Kind.BUDGET,
                "budget",
                new Alert.Scope(
                        new TenantId("acme"),
                        "search",
                        new Alias("fast-text"),
                        new ProviderName("openai"),
                        new ModelName("mini")),
                "acme has spent 80 % of its month",
                new Alert.Measurement(new BigDecimal("2000.01"), new BigDecimal("2000"), "USD"),
                new Alert.Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z")),
                AT);
    }

    static Alert bareAlert() {
        return new Alert(
                "x", Alert.State.RAISED, Alert.Kind.ORPHANED_CALLS, null, Alert.Scope.INSTALLATION, "", null, null, AT);
    }
}
