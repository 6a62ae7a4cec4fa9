package io.headgate.schemas.codec;

import static io.headgate.schemas.codec.SampleParts.AT;
import static io.headgate.schemas.codec.SampleParts.HASH;
import static io.headgate.schemas.codec.SampleParts.USD;

import io.headgate.schemas.catalog.Ability;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.CanaryStop;
import io.headgate.schemas.message.ModelRefusal;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.message.TenantSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is in force: the catalogue, and what tenants have of their own. */
final class CatalogSamples {
    private CatalogSamples() {}

    static List<Sample<?>> all() {
        return List.of(
                new Sample<>(
                        "PublishedCatalog",
                        "maximal",
                        new PublishedCatalog(new CatalogRevision(7), "providers: {}\n", HASH, AT, "ada"),
                        Codecs::catalog),
                new Sample<>("CanaryStop", "maximal", fullStop(), Codecs::canaryStop),
                new Sample<>("CanaryStop", "minimal", bareStop(), Codecs::canaryStop),
                new Sample<>("ModelRefusal", "maximal", refusal(), Codecs::modelRefusal),
                new Sample<>("TenantSettings", "maximal", fullSettings(), Codecs::tenantSettings),
                new Sample<>("TenantSettings", "minimal", bareSettings(), Codecs::tenantSettings));
    }

    static CanaryStop fullStop() {
        Canary canary = new Canary(
                new ModelName("large"),
                new ModelName("mini"),
                500,
                AT,
                List.of(new Canary.Step(Duration.ofDays(3), 2_500), new Canary.Step(Duration.ofDays(7), 10_000)),
                new Canary.Stop(
                        100,
                        new BigDecimal("2"),
                        new BigDecimal("0.5"),
                        new BigDecimal("1.5"),
                        new BigDecimal("1.25"),
                        new BigDecimal("10"),
                        30));
        return new CanaryStop(
                new Alias("fast-text"), canary, "fails in 9.00 % of its attempts", new CatalogRevision(7), AT);
    }

    static CanaryStop bareStop() {
        Canary.Stop rule = new Canary.Stop(1, null, null, null, null, null, 1);
        Canary canary = new Canary(new ModelName("large"), new ModelName("mini"), 0, null, List.of(), rule);
        return new CanaryStop(new Alias("a"), canary, "", CatalogRevision.NONE, AT);
    }

    static ModelRefusal refusal() {
        Ability said = new Ability(
                new ProviderName("openai"),
                "gpt-mini-2026-01-01",
                Set.of(Capability.TOOLS, Capability.JSON_SCHEMA, Capability.SYSTEM, Capability.N));
        return new ModelRefusal(new ModelName("mini"), Capability.TOOLS, said, new CatalogRevision(7), AT);
    }

    static TenantSettings fullSettings() {
        return new TenantSettings(
                new TenantId("acme"),
                false,
                new TierName("gold"),
                List.of(
                        new Limit(
                                Limit.Measure.COST,
                                Limit.Window.MONTH,
                                new BigDecimal("2500.5"),
                                USD,
                                ZoneId.of("Europe/Berlin"),
                                Limit.OnExceeded.WAIT,
                                true),
                        limit(Limit.Measure.IN_FLIGHT, Limit.Window.NOW, "5")),
                Map.of(
                        new ModelName("mini"), List.of(limit(Limit.Measure.TOKENS, Limit.Window.DAY, "2000000")),
                        new ModelName("large"), List.of(limit(Limit.Measure.REQUESTS, Limit.Window.MINUTE, "0"))),
                Map.of("search", List.of(limit(Limit.Measure.REQUESTS, Limit.Window.DAY, "100"))),
                new TenantSettings.Policy(
                        Set.of(new Alias("fast-text"), new Alias("private-text")),
                        Set.of(new ProviderName("openai")),
                        Set.of(),
                        new Redaction(Map.of("email", Redaction.Action.BLOCK, "iban", Redaction.Action.OFF)),
                        65_536L),
                Set.of("acme.answers", "acme.audit"),
                3,
                "ada",
                AT);
    }

    static TenantSettings bareSettings() {
        return new TenantSettings(
                new TenantId("acme"),
                true,
                null,
                List.of(),
                Map.of(),
                Map.of(),
                TenantSettings.Policy.OF_CATALOGUE,
                Set.of(),
                null,
                "",
                AT);
    }

    private static Limit limit(Limit.Measure measure, Limit.Window window, String amount) {
        return new Limit(
                measure, window, new BigDecimal(amount), null, ZoneId.of("UTC"), Limit.OnExceeded.REJECT, false);
    }
}
