package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TenantLimitsTest {
    private static final Limit TIER_TOKENS = Budgets.limit(Measure.TOKENS, Window.MONTH, "1000");
    private static final Limit TIER_RATE = Budgets.limit(Measure.REQUESTS, Window.MINUTE, "5");
    private static final Limit OWN_TOKENS = Budgets.limit(Measure.TOKENS, Window.MONTH, "2000");
    private static final Limit OWN_DAILY = Budgets.limit(Measure.TOKENS, Window.DAY, "100");
    private static final Limit ON_MODEL = Budgets.limit(Measure.TOKENS, Window.DAY, "7");
    private static final Limit OF_PROJECT = Budgets.limit(Measure.COST, Window.DAY, "8");

    @Test
    void ownLimitsReplaceTheTiersOnTheSameMeasureAndWindow_theOthersHold() {
        TenantLimits limits = TenantLimits.of(Samples.ACME, catalogue(true)).orElseThrow();
        assertThat(limits.ofTenant()).containsExactly(OWN_TOKENS, OWN_DAILY, TIER_RATE);
    }

    @Test
    void projectAndModelAddTheirOwn() {
        TenantLimits limits = TenantLimits.of(Samples.ACME, catalogue(true)).orElseThrow();
        assertThat(limits.on("search", Budgets.LARGE))
                .extracting(ScopedLimit::toString)
                .containsExactly(
                        "tokens per month",
                        "tokens per day",
                        "requests per minute",
                        "cost per day of project 'search'",
                        "tokens per day of model alpha-large");
        assertThat(limits.on("other", new ModelName("beta-small"))).hasSize(3);
        assertThat(limits.on(null, new ModelName("beta-small"))).hasSize(3);
    }

    @Test
    void aTenantThatIsNotNamedHasTheDefaultTier_orNothingAtAll() {
        TenantId stranger = new TenantId("stranger");
        assertThat(TenantLimits.of(stranger, catalogue(true)).orElseThrow().ofTenant())
                .containsExactly(TIER_TOKENS, TIER_RATE);
        assertThat(TenantLimits.of(stranger, catalogue(false))).isEmpty();
    }

    private static Catalogue catalogue(boolean defaultTier) {
        Catalogue base = Catalogues.sample(defaultTier ? Catalogues.BASIC : null);
        Tenant acme = new Tenant(
                Samples.ACME,
                Catalogues.BASIC,
                List.of(OWN_TOKENS, OWN_DAILY),
                Map.of(Budgets.LARGE, List.of(ON_MODEL)),
                Map.of("search", List.of(OF_PROJECT)),
                Set.of());
        return new Catalogue(
                base.revision(),
                base.defaults(),
                base.providers(),
                base.models(),
                base.routes(),
                Map.of(Catalogues.BASIC, new Tier(Catalogues.BASIC, List.of(TIER_TOKENS, TIER_RATE))),
                Map.of(Samples.ACME, acme),
                List.of());
    }
}
