package io.headgate.router.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Selection;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.RedactionPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedactionRuleTest {
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final Redaction MAIL = new Redaction(Set.of("email"), Action.MASK);
    private static final Redaction CARD = new Redaction(Set.of("card"), Action.BLOCK);

    @Test
    void theProvidersHolds_whereNobodyElseSaysAnything() {
        assertThat(rule(MAIL, Redaction.NONE, null, false)).isEqualTo(new RedactionPolicy(MAIL, false));
    }

    @Test
    void ofEachEntityTheTenantsHolds_orElseTheRoutes_orElseTheProviders() {
        Redaction ofProvider = new Redaction(Set.of("email", "card", "iban"), Action.MASK);
        Redaction ofRoute = new Redaction(Set.of("card", "iban"), Action.REMOVE);
        Redaction ofTenant = new Redaction(Map.of("iban", Action.BLOCK));
        assertThat(rule(ofProvider, ofRoute, ofTenant, false))
                .isEqualTo(new RedactionPolicy(
                        new Redaction(Map.of("email", Action.MASK, "card", Action.REMOVE, "iban", Action.BLOCK)),
                        false));
    }

    @Test
    void whatIsOffIsNotLookedFor_andMayBeTurnedOnAgainByWhoeverComesFirst() {
        Redaction off = new Redaction(Set.of("email"), Action.OFF);
        assertThat(rule(MAIL, Redaction.NONE, off, false)).isNull();
        assertThat(rule(MAIL, off, CARD, false)).isEqualTo(new RedactionPolicy(CARD, false));
        assertThat(rule(MAIL, off, MAIL, false)).isEqualTo(new RedactionPolicy(MAIL, false));
    }

    @Test
    void theRouteMakesItStrict_butNothingIsStrictAboutNothing() {
        assertThat(rule(MAIL, Redaction.NONE, null, true)).isEqualTo(new RedactionPolicy(MAIL, true));
        assertThat(rule(Redaction.NONE, Redaction.NONE, null, true)).isNull();
    }

    private static @Nullable RedactionPolicy rule(
            Redaction ofProvider, Redaction ofRoute, @Nullable Redaction ofTenant, boolean strict) {
        return RedactionRule.of(Samples.request("r-1"), ALPHA, catalogue(ofProvider, ofRoute, ofTenant, strict));
    }

    private static Catalogue catalogue(
            Redaction ofProvider, Redaction ofRoute, @Nullable Redaction ofTenant, boolean strict) {
        Catalogue base = Catalogues.sample();
        Provider alpha = Catalogues.provider("alpha", 3, "eu");
        Map<ProviderName, Provider> providers = new HashMap<>(base.providers());
        providers.put(
                ALPHA,
                new Provider(
                        ALPHA,
                        alpha.adapter(),
                        alpha.endpoints(),
                        null,
                        alpha.apiVersion(),
                        alpha.limits(),
                        alpha.timeouts(),
                        alpha.retry(),
                        alpha.fallbacks(),
                        ofProvider,
                        true,
                        alpha.billing()));
        Tenant acme = new Tenant(
                Samples.ACME,
                true,
                Catalogues.BASIC,
                List.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                ofTenant,
                null,
                null,
                Set.of());
        Route fast = new Route(
                Samples.FAST,
                Route.Strategy.ORDERED,
                List.of(),
                null,
                strict,
                null,
                Selection.PLAIN,
                Route.OnLength.ACCEPT,
                ofRoute);
        return new Catalogue(
                base.revision(),
                base.defaults(),
                providers,
                base.models(),
                Map.of(Samples.FAST, fast),
                base.tiers(),
                Map.of(Samples.ACME, acme),
                List.of());
    }
}
