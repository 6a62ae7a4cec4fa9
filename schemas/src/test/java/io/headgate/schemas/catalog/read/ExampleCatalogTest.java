package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderKey;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.ProxyChoice;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Retry;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.catalog.Selection;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Timeouts;
import io.headgate.schemas.catalog.Webhook;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The documented example says what its comments say. */
class ExampleCatalogTest {
    private static final String YAML = CatalogTexts.resource("/examples/catalog.yml");
    private static final Catalogue CATALOGUE = CatalogTexts.valid(YAML);

    @Test
    void warnings_areOnlyThatTheLocalModelIsUnpriced() {
        assertThat(CatalogTexts.warnings(YAML)).singleElement().asString().contains("models.qwen-local", "no price");
    }

    @Test
    void revision_isTheOneGiven() {
        assertThat(CATALOGUE.revision()).isEqualTo(new CatalogRevision(7));
    }

    @Test
    void provider_hasLimitsTimeoutsRetryAndRedactionOfItsOwn() {
        Provider openai = provider("openai");
        assertThat(openai.limits()).isEqualTo(new ProviderLimits(10_000L, 2_000_000L, 100, 500));
        assertThat(openai.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMinutes(2)));
        assertThat(openai.retry()).isEqualTo(new Retry(4, Duration.ofMillis(250), Duration.ofSeconds(20)));
        assertThat(openai.redaction())
                .isEqualTo(new Redaction(Map.of("api_key", Redaction.Action.BLOCK))
                        .over(new Redaction(Set.of("email", "iban", "card"), Redaction.Action.MASK)));
        assertThat(provider("mistral").redaction().actions()).containsValue(Redaction.Action.REMOVE);
        assertThat(provider("local").redaction()).isEqualTo(Redaction.NONE);
    }

    @Test
    void provider_billsByItsOwnDay_andWasPromisedAnAmount() {
        assertThat(provider("openai").billing())
                .isEqualTo(new Billing(
                        15,
                        ZoneId.of("America/Los_Angeles"),
                        List.of(new Billing.Commitment(
                                Money.of("120000", "USD"),
                                LocalDate.parse("2026-01-01"),
                                LocalDate.parse("2026-12-31")))));
        assertThat(provider("local").billing().commitments()).isEmpty();
    }

    @Test
    void endpoints_keepTheirOrder() {
        assertThat(provider("openai").endpoints())
                .extracting(endpoint -> endpoint.name() + " " + endpoint.baseUrl() + " " + endpoint.region())
                .containsExactly("us https://api.openai.com/v1 us", "eu https://eu.api.openai.com/v1 eu");
        assertThat(provider("local").endpoints())
                .extracting(Provider.Endpoint::baseUrl)
                .containsExactly(URI.create("http://10.0.4.17:8000/v1"));
        assertThat(provider("local").allowPrivate()).isTrue();
    }

    @Test
    void dialect_isThePresets_orOnesOwn() {
        assertThat(provider("openai").dialect().renamed())
                .containsOnly(Map.entry("max_tokens", "max_completion_tokens"));
        assertThat(provider("mistral").dialect().renamed()).containsEntry("seed", "random_seed");
        assertThat(provider("house-gateway").dialect().keyHeader()).isEqualTo("X-Gateway-Key");
        assertThat(provider("house-gateway").dialect().failures()).containsEntry("overloaded", 503);
    }

    @Test
    void keys_areReferences() {
        assertThat(provider("openai").keys()).containsExactly(new ProviderKey(new SecretRef.Env("OPENAI_API_KEY"), 1));
        assertThat(provider("mistral").keys())
                .containsExactly(
                        new ProviderKey(new SecretRef.File("/run/secrets/mistral"), 2),
                        new ProviderKey(new SecretRef.Env("MISTRAL_API_KEY_2"), 1));
        assertThat(provider("local").keys()).isEmpty();
    }

    @Test
    void redaction_hasEntitiesOfItsOwn_countriesAndADetector() {
        Detection detection = CATALOGUE.detection();
        assertThat(detection.patterns()).containsOnlyKeys("employee");
        assertThat(detection.phoneRegions()).containsExactlyInAnyOrder("DE", "ES");
        assertThat(detection.entities()).contains("employee", "person", "location", "email");
        assertThat(route("private-text").redaction())
                .isEqualTo(new Redaction(Set.of("person", "employee"), Redaction.Action.MASK));
        assertThat(provider("mistral").proxy()).isEqualTo(new ProxyChoice.Through("egress.example", 3128));
        assertThat(provider("openai").proxy()).isEqualTo(ProxyChoice.ENVIRONMENT);
    }

    @Test
    void timeoutsThatAreLeftOut_areDefaultsWithinTheTotal() {
        assertThat(provider("mistral").timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(60)));
    }

    @Test
    void priceInForce_changesOnItsDate() {
        var large = Objects.requireNonNull(CATALOGUE.models().get(new ModelName("gpt-large")));
        var before = large.priceAt(Instant.parse("2026-12-31T23:59:59.999Z")).orElseThrow();
        var after = large.priceAt(Instant.parse("2027-01-01T00:00:00Z")).orElseThrow();

        assertThat(before.rates()).containsEntry(Meter.INPUT, new BigDecimal("2.00"));
        assertThat(after.rates()).containsEntry(Meter.OUTPUT, new BigDecimal("7.20"));
        assertThat(before.currency()).isEqualTo(Currency.getInstance("USD"));
        assertThat(before.id().value()).startsWith("gpt-large@2025-04-14/");
        assertThat(large.priceAt(Instant.parse("2025-04-13T23:59:59Z"))).isEmpty();
    }

    @Test
    void price_hasRatesOfBatchesAndOfLongInputs() {
        var large = Objects.requireNonNull(CATALOGUE.models().get(new ModelName("gpt-large")));
        var before = large.priceAt(Instant.parse("2026-12-31T00:00:00Z")).orElseThrow();
        var after = large.priceAt(Instant.parse("2027-01-01T00:00:00Z")).orElseThrow();

        assertThat(before.batch()).containsEntry(Meter.CACHE_READ, new BigDecimal("0.25"));
        assertThat(before.above()).isEmpty();
        assertThat(after.above())
                .containsExactly(new ContextTier(
                        200_000, Map.of(Meter.INPUT, new BigDecimal("3.60"), Meter.OUTPUT, new BigDecimal("10.80"))));
    }

    @Test
    void model_hasCapabilitiesAndDeprecationDate() {
        var mini = Objects.requireNonNull(CATALOGUE.models().get(new ModelName("gpt-mini")));
        assertThat(mini.capabilities())
                .containsExactlyInAnyOrder(
                        Capability.TOOLS, Capability.JSON_MODE, Capability.JSON_SCHEMA, Capability.STREAMING);
        assertThat(mini.deprecatedOn()).isEqualTo(LocalDate.of(2027, 10, 14));
        assertThat(mini.providerModel()).isEqualTo("gpt-4.1-mini-2025-04-14");
    }

    @Test
    void candidates_areInEffectiveOrder() {
        assertThat(models("fast-text")).containsExactly("gpt-mini", "mistral-small", "qwen-local");
        assertThat(models("private-text")).containsExactly("qwen-local", "mistral-small");
        assertThat(models("ticket-triage")).containsExactly("gpt-large", "gpt-mini");
    }

    @Test
    void aReplacementIsTried_byShareAndTime() {
        Canary canary = Objects.requireNonNull(route("summary").selection().canary());
        Instant from = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(canary.of()).isEqualTo(new ModelName("gpt-large"));
        assertThat(canary.to()).isEqualTo(new ModelName("gpt-mini"));
        assertThat(canary.shareAt(from.minusMillis(1))).isZero();
        assertThat(canary.shareAt(from)).isEqualTo(500);
        assertThat(canary.shareAt(from.plus(Duration.ofDays(3)).minusMillis(1))).isEqualTo(500);
        assertThat(canary.shareAt(from.plus(Duration.ofDays(3)))).isEqualTo(2_500);
        assertThat(canary.shareAt(from.plus(Duration.ofDays(700)))).isEqualTo(10_000);
        assertThat(canary.stop())
                .isEqualTo(new Canary.Stop(
                        100,
                        new BigDecimal("2"),
                        new BigDecimal("1"),
                        new BigDecimal("1.5"),
                        new BigDecimal("1.2"),
                        new BigDecimal("10"),
                        30));
    }

    @Test
    void routes_chooseByStrategyWeightsSharesAndCase() {
        Route chat = route("chat");
        assertThat(chat.strategy()).isEqualTo(Route.Strategy.BALANCED);
        assertThat(chat.selection().weights()).isEqualTo(new Selection.Weights(3, 2, 1));
        assertThat(chat.selection().cases())
                .extracting(Selection.Case::strategy)
                .containsExactly(Route.Strategy.MOSTLY, Route.Strategy.FASTEST, Route.Strategy.ORDERED);
        assertThat(chat.selection().cases().get(1).priorities()).containsExactly(Priority.CRITICAL);
        assertThat(chat.selection().cases().get(2).prefer()).containsExactly(new ModelName("mistral-small"));
        assertThat(chat.selection().quirks())
                .containsExactly(new Selection.Quirk(
                        Set.of(Capability.TOOLS, Capability.JSON_MODE), Set.of(new ModelName("gpt-mini"))));
        assertThat(route("assistant").selection().stickyTag()).isEqualTo("session");
        assertThat(route("assistant").candidates())
                .extracting(Route.Candidate::share)
                .containsExactly(new Route.Share("careful", 9_500), new Route.Share("gpt-mini", 500));
    }

    @Test
    void residency_isOfRoutesAndOfTenants() {
        assertThat(route("private-text").selection().regions()).containsExactlyInAnyOrder("rack", "eu-west");
        Tenant intranet = Objects.requireNonNull(CATALOGUE.tenants().get(new TenantId("intranet")));
        assertThat(intranet.regions()).containsExactlyInAnyOrder("rack", "eu-west");
        assertThat(intranet.maxBodyBytes()).isEqualTo(65_536);
        assertThat(intranet.providers())
                .containsExactlyInAnyOrder(new ProviderName("local"), new ProviderName("mistral"));
    }

    @Test
    void responseSchema_isVersionedJson() {
        Route.ResponseSchema schema =
                Objects.requireNonNull(route("ticket-triage").responseSchema());
        assertThat(schema.name()).isEqualTo("ticket");
        assertThat(schema.version()).isEqualTo(2);
        assertThat(schema.onViolation()).isEqualTo(Route.OnViolation.RETRY);
        assertThat(schema.schema())
                .isEqualTo("{\"type\":\"object\",\"required\":[\"category\",\"urgent\"],\"properties\":{\"category\":"
                        + "{\"type\":\"string\",\"enum\":[\"billing\",\"outage\",\"question\"]},"
                        + "\"urgent\":{\"type\":\"boolean\"}},\"additionalProperties\":false}");
        assertThat(route("ticket-triage").maxOutputTokens()).isEqualTo(400L);
        assertThat(route("ticket-triage").onLength()).isEqualTo(Route.OnLength.RETRY);
        assertThat(route("private-text").onLength()).isEqualTo(Route.OnLength.ACCEPT);
        assertThat(route("private-text").strictRedaction()).isTrue();
    }

    @Test
    void tier_hasTokensPerMonthAndRequestsPerMinute() {
        assertThat(Objects.requireNonNull(CATALOGUE.tiers().get(new TierName("free")))
                        .limits())
                .contains(
                        limit(Limit.Measure.TOKENS, Limit.Window.MONTH, "1000000", Limit.OnExceeded.REJECT),
                        limit(Limit.Measure.REQUESTS, Limit.Window.MINUTE, "20", Limit.OnExceeded.WAIT),
                        limit(Limit.Measure.IN_FLIGHT, Limit.Window.NOW, "5", Limit.OnExceeded.WAIT));
        assertThat(Objects.requireNonNull(CATALOGUE.tiers().get(new TierName("gold")))
                        .limits())
                .contains(new Limit(
                        Limit.Measure.COST,
                        Limit.Window.MONTH,
                        new BigDecimal("2500.00"),
                        Currency.getInstance("USD"),
                        ZoneId.of("Europe/Berlin"),
                        Limit.OnExceeded.REJECT,
                        true));
    }

    @Test
    void tenant_hasLimitsOfItsOwn_andOnOneModel_andForOneProject() {
        Tenant acme = Objects.requireNonNull(CATALOGUE.tenants().get(new TenantId("acme")));
        assertThat(acme.limits())
                .containsExactly(limit(Limit.Measure.TOKENS, Limit.Window.MONTH, "800000000", Limit.OnExceeded.REJECT));
        assertThat(acme.modelLimits().get(new ModelName("gpt-large")))
                .containsExactly(limit(Limit.Measure.TOKENS, Limit.Window.DAY, "2000000", Limit.OnExceeded.REJECT));
        assertThat(acme.projectLimits()).containsOnlyKeys("search");
        assertThat(acme.projectLimits().get("search")).singleElement().satisfies(limit -> {
            assertThat(limit.measure()).isEqualTo(Limit.Measure.COST);
            assertThat(limit.amount()).isEqualByComparingTo("40");
        });
        assertThat(acme.aliases()).isEmpty();
    }

    @Test
    void aTenantsWeightIsItsOwn_orElseThatOfItsTier() {
        assertThat(CATALOGUE.tiers().values())
                .extracting(tier -> tier.name() + " " + tier.weight())
                .containsExactlyInAnyOrder("free 1", "gold 4");
        assertThat(CATALOGUE.weightOf(new TenantId("acme"))).isEqualTo(4);
        assertThat(CATALOGUE.weightOf(new TenantId("intranet"))).isEqualTo(1);
        assertThat(CATALOGUE.weightOf(new TenantId("initech"))).isEqualTo(2);
        assertThat(CATALOGUE.weightOf(new TenantId("not-named"))).isEqualTo(1);
    }

    @Test
    void tenantWithoutTier_hasTheDefaultOne() {
        Tenant intranet = Objects.requireNonNull(CATALOGUE.tenants().get(new TenantId("intranet")));
        assertThat(intranet.tier()).isEqualTo(new TierName("free"));
        assertThat(intranet.aliases()).containsExactly(new Alias("private-text"));
        assertThat(CATALOGUE.defaults().tier()).isEqualTo(new TierName("free"));
    }

    @Test
    void alerts_haveEveryKind() {
        assertThat(CATALOGUE.alerts()).extracting(AlertRule::kind).contains(AlertRule.Kind.values());
        assertThat(CATALOGUE.alerts().get(0).thresholds())
                .containsExactly(new BigDecimal("0.5"), new BigDecimal("0.8"), new BigDecimal("1"));
    }

    @Test
    void webhooks_haveEveryFormat() {
        assertThat(CATALOGUE.webhooks().values()).extracting(Webhook::format).contains(Webhook.Format.values());
        Webhook onCall = Objects.requireNonNull(CATALOGUE.webhooks().get("on-call"));
        assertThat(onCall.secret()).isEqualTo(new SecretRef.File("/run/secrets/headgate-webhook"));
        assertThat(onCall.wants(Alert.Kind.BUDGET)).isTrue();
        assertThat(onCall.wants(Alert.Kind.UNPRICED)).isFalse();
    }

    @Test
    void metering_namesTheTagsThatSplitTheBooks() {
        assertThat(CATALOGUE.metering().tags()).containsExactly("feature", "environment");
    }

    @Test
    void example_usesEveryKeyOfTheTable() {
        List<String> unused = Arrays.stream(CatalogSchema.table().split("\n"))
                .skip(2)
                .map(row -> row.split("`")[1])
                .map(key -> key.substring(key.lastIndexOf('.') + 1))
                .filter(key -> !YAML.contains(key + ":"))
                .distinct()
                .toList();
        assertThat(unused).containsExactly("cache_write_5m", "cache_write_1h", "reasoning", "request", "second");
    }

    private static Provider provider(String name) {
        return Objects.requireNonNull(CATALOGUE.providers().get(new ProviderName(name)));
    }

    private static Route route(String alias) {
        return Objects.requireNonNull(CATALOGUE.routes().get(new Alias(alias)));
    }

    private static List<String> models(String alias) {
        return route(alias).candidates().stream()
                .map(candidate -> candidate.model().value())
                .toList();
    }

    private static Limit limit(Limit.Measure measure, Limit.Window window, String amount, Limit.OnExceeded onExceeded) {
        return new Limit(measure, window, new BigDecimal(amount), null, ZoneId.of("UTC"), onExceeded, false);
    }
}
