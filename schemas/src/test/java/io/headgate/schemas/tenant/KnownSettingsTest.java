package io.headgate.schemas.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.CurrentCatalog;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.TenantSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId STRANGER = new TenantId("stranger");
    private static final TierName BASIC = new TierName("basic");
    private static final TierName GOLD = new TierName("gold");
    private static final Alias FAST = new Alias("fast");

    private final CurrentCatalog catalogs = new CurrentCatalog();
    private final Catalogue first = catalogue(1, BASIC);
    private final KnownSettings known;

    KnownSettingsTest() {
        catalogs.swap(first);
        known = new KnownSettings(catalogs);
    }

    @Test
    void theCatalogueHolds_whereATenantHasNoSettings_andWhenTheyAreTakenBack() {
        assertThat(known.of(ACME)).isSameAs(first);
        known.put(settings(ACME, false, null, Set.of()));
        assertThat(known.of(ACME).isEnabled(ACME)).isFalse();
        assertThat(known.of(STRANGER)).isSameAs(first);
        known.remove(ACME);
        assertThat(known.of(ACME)).isSameAs(first);
    }

    @Test
    void settingsReplaceWhatTheySay_andKeepTheRest() {
        known.put(new TenantSettings(
                ACME,
                true,
                null,
                List.of(limit(Limit.Measure.TOKENS, Limit.Window.DAY, 5)),
                Map.of(),
                Map.of("search", List.of(limit(Limit.Measure.REQUESTS, Limit.Window.DAY, 6))),
                TenantSettings.Policy.OF_CATALOGUE,
                Set.of("acme.answers"),
                9,
                "",
                Instant.EPOCH));
        Tenant acme = Objects.requireNonNull(known.of(ACME).tenants().get(ACME));
        assertThat(acme.tier()).isEqualTo(BASIC);
        assertThat(acme.limits())
                .containsExactlyInAnyOrder(
                        limit(Limit.Measure.TOKENS, Limit.Window.DAY, 5),
                        limit(Limit.Measure.REQUESTS, Limit.Window.DAY, 2));
        assertThat(acme.projectLimits()).containsOnlyKeys("search");
        assertThat(acme.aliases()).containsExactly(FAST);
        assertThat(known.of(ACME).weightOf(ACME)).isEqualTo(9);
        assertThat(known.replyTopics()).isEqualTo(Map.of(ACME, Set.of("acme.answers")));
    }

    @Test
    void eachReplacesTheOneBefore_whole() {
        known.put(settings(ACME, true, BASIC, Set.of(FAST)));
        known.put(settings(ACME, true, null, null));
        assertThat(known.of(ACME).tenants().get(ACME)).isEqualTo(first.tenants().get(ACME));
    }

    @Test
    void aTenantThatNobodyNamesMayHaveATierOfItsOwn() {
        known.put(settings(STRANGER, true, BASIC, null));
        assertThat(known.of(STRANGER).tenants()).containsOnlyKeys(STRANGER);
    }

    @Test
    void theLastGoodOnesStay_whenTheNewestNameWhatIsNotThere_untilACatalogueHasIt() {
        known.put(settings(ACME, false, null, null));
        known.put(settings(ACME, true, GOLD, Set.of(new Alias("fats"))));
        assertThat(known.of(ACME).isEnabled(ACME)).isFalse();
        assertThat(known.rejected()).containsOnlyKeys(ACME);
        assertThat(known.rejected().get(ACME))
                .contains("tier 'gold': ", "allowed: basic", "alias 'fats': did you mean 'fast'?");
        known.put(settings(ACME, true, GOLD, null));
        catalogs.swap(catalogue(2, BASIC, GOLD));
        assertThat(known.rejected()).isEmpty();
        assertThat(known.of(ACME).isEnabled(ACME)).isTrue();
        assertThat(known.of(ACME).weightOf(ACME)).isEqualTo(3);
    }

    @Test
    void theLastGoodOnesStay_whenTheNewestCannotBeRead_andWithoutAnyTheTenantIsRefused() {
        known.put(settings(ACME, true, null, Set.of(FAST)));
        known.unreadable(ACME, "tenants-0@3: no Avro");
        assertThat(known.of(ACME).isEnabled(ACME)).isTrue();
        assertThat(known.rejected()).containsEntry(ACME, "tenants-0@3: no Avro");
        known.remove(ACME);
        known.unreadable(ACME, "tenants-0@5: no Avro");
        assertThat(known.of(ACME).isEnabled(ACME)).isFalse();
    }

    @Test
    void aTierThatALaterCatalogueDropsServesNobody() {
        catalogs.swap(catalogue(2, BASIC, GOLD));
        known.put(settings(ACME, true, GOLD, null));
        catalogs.swap(catalogue(3, BASIC));
        Catalogue now = known.of(ACME);
        assertThat(now.tiers())
                .doesNotContainKey(
                        Objects.requireNonNull(now.tenants().get(ACME)).tier());
    }

    @Test
    void theViewOfATenantIsMadeOnceForEachCatalogue() {
        known.put(settings(ACME, true, null, null));
        assertThat(known.of(ACME)).isSameAs(known.of(ACME));
        Catalogue before = known.of(ACME);
        catalogs.swap(catalogue(2, BASIC));
        assertThat(known.of(ACME)).isNotSameAs(before);
        assertThat(known.of(ACME).revision()).isEqualTo(new CatalogRevision(2));
    }

    @Test
    void theLargestBodyIsThatOfWhomeverMaySendMost() {
        assertThat(known.largestBodyBytes()).isEqualTo(1_000);
        known.put(new TenantSettings(
                ACME,
                true,
                null,
                List.of(),
                Map.of(),
                Map.of(),
                new TenantSettings.Policy(null, null, null, null, 5_000L),
                Set.of(),
                null,
                "",
                Instant.EPOCH));
        assertThat(known.largestBodyBytes()).isEqualTo(5_000);
        assertThat(known.of(ACME).maxBodyBytes(ACME)).isEqualTo(5_000);
    }

    private static TenantSettings settings(
            TenantId tenant, boolean enabled, @Nullable TierName tier, @Nullable Set<Alias> aliases) {
        return new TenantSettings(
                tenant,
                enabled,
                tier,
                List.of(),
                Map.of(),
                Map.of(),
                new TenantSettings.Policy(aliases, null, null, null, null),
                Set.of(),
                null,
                "",
                Instant.EPOCH);
    }

    private static Limit limit(Limit.Measure measure, Limit.Window window, int amount) {
        return new Limit(
                measure, window, BigDecimal.valueOf(amount), null, ZoneId.of("UTC"), Limit.OnExceeded.REJECT, false);
    }

    /** Names tenant acme: of tier basic, with two limits, and one alias that it may use. */
    private static Catalogue catalogue(long revision, TierName... tiers) {
        Map<TierName, Tier> named = new HashMap<>();
        for (TierName tier : tiers) {
            named.put(tier, new Tier(tier, List.of(), tier.equals(GOLD) ? 3 : 1));
        }
        List<Limit> limits = List.of(
                limit(Limit.Measure.TOKENS, Limit.Window.DAY, 1), limit(Limit.Measure.REQUESTS, Limit.Window.DAY, 2));
        return new Catalogue(
                new CatalogRevision(revision),
                new Defaults(null, List.of(), null, Duration.ofMinutes(10), 1_000, 1_000),
                Map.of(),
                Map.of(),
                Map.of(FAST, new Route(FAST, Route.Strategy.ORDERED, List.of(), null, false, null)),
                named,
                Map.of(ACME, new Tenant(ACME, BASIC, limits, Map.of(), Map.of(), Set.of(FAST))),
                List.of());
    }
}
