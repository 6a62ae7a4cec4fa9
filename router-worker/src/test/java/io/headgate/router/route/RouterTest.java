package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.money.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Health HEALTHY = provider -> true;
    private static final BodyNeeds PLAIN = new BodyNeeds(Set.of(), 1_000, null, 1);

    @Test
    void ordered_takesTheFirstEndpointOfTheFirstModel() {
        RouteDecision.Chosen chosen = chosen(Samples.FAST, PLAIN, null, List.of(), HEALTHY);
        assertThat(chosen.target().provider()).hasToString("alpha");
        assertThat(chosen.target().endpoint()).hasToString("eu");
        assertThat(chosen.target().providerModel()).isEqualTo("alpha-large-2026-01-01");
        assertThat(chosen.decision().strategy()).isEqualTo("ordered");
        assertThat(chosen.decision().considered())
                .extracting(Decision.Considered::passedOver)
                .containsExactly(null, "ranked behind", "ranked behind");
    }

    @Test
    void reservation_isTheExactWorstCase() {
        RouteDecision.Chosen chosen = chosen(Samples.FAST, PLAIN, null, List.of(), HEALTHY);
        // 1,000 × 2.50 / 1e6 + 1,000 (the default cap) × 10 / 1e6
        assertThat(chosen.reservation().amount()).isEqualTo(Money.of("0.0125", "USD"));
        assertThat(chosen.reservation().outputTokens()).isEqualTo(1_000);
        BodyNeeds capped = new BodyNeeds(Set.of(), 1_000, 10L, 3);
        assertThat(chosen(Samples.FAST, capped, null, List.of(), HEALTHY)
                        .reservation()
                        .outputTokens())
                .isEqualTo(30);
    }

    @Test
    void cheapest_ranksByExpectedCost_unpricedLast_tiesAsListed() {
        List<Model> models = List.of(
                Catalogues.model("unpriced", "alpha", null, null, 9_000, Set.of()),
                Catalogues.model("dear", "alpha", "5", "5", 9_000, Set.of()),
                Catalogues.model("cheap-1", "beta", "1", "1", 9_000, Set.of()),
                Catalogues.model("cheap-2", "beta", "1", "1", 9_000, Set.of()));
        Catalogue catalogue = Catalogues.sample(Catalogues.BASIC, models, Map.of());
        RouteDecision.Chosen chosen = (RouteDecision.Chosen)
                Router.route(RouteQuery.first(request(Samples.CHEAP, null), PLAIN), catalogue, HEALTHY, Samples.NOW);
        assertThat(chosen.decision().considered())
                .extracting(c -> c.target().model().value() + "@" + c.target().endpoint())
                .containsExactly("cheap-1@main", "cheap-2@main", "dear@eu", "dear@us", "unpriced@eu", "unpriced@us");
        assertThat(chosen.decision().considered().getLast().expectedCost()).isNull();
    }

    @Test
    void expectedCostWeighsOutput_notListPriceOfInputAlone() {
        List<Model> models = List.of(
                Catalogues.model("dear-output", "alpha", "0.1", "100", 9_000, Set.of()),
                Catalogues.model("dear-input", "beta", "2", "2", 9_000, Set.of()));
        Catalogue catalogue = Catalogues.sample(Catalogues.BASIC, models, Map.of());
        RouteDecision.Chosen chosen = (RouteDecision.Chosen)
                Router.route(RouteQuery.first(request(Samples.CHEAP, null), PLAIN), catalogue, HEALTHY, Samples.NOW);
        assertThat(chosen.target().model()).hasToString("dear-input");
    }

    @Test
    void incapableModelsArePassedOver() {
        BodyNeeds tools = new BodyNeeds(Set.of(Capability.TOOLS), 10, null, 1);
        assertThat(chosen(Samples.CHEAP, tools, null, List.of(), HEALTHY)
                        .target()
                        .model())
                .hasToString("alpha-large");
        BodyNeeds both = new BodyNeeds(Set.of(Capability.TOOLS, Capability.JSON_MODE), 10, null, 1);
        RouteDecision.NoCandidate none = none(Samples.CHEAP, both, null, List.of(), HEALTHY);
        assertThat(none.failure().code()).isEqualTo(FailureCode.NO_CANDIDATE);
        assertThat(none.failure().seen()).contains("lacks tools").contains("lacks json_mode");
    }

    @Test
    void shortContextWindowsArePassedOver() {
        BodyNeeds lengthy = new BodyNeeds(Set.of(), 8_001, null, 1);
        assertThat(chosen(Samples.CHEAP, lengthy, null, List.of(), HEALTHY)
                        .target()
                        .model())
                .hasToString("alpha-large");
    }

    @Test
    void whatMayCostMoreThanTheBudgetIsPassedOver() {
        Money exactly = Money.of("0.0125", "USD");
        assertThat(chosen(Samples.FAST, PLAIN, exactly, List.of(), HEALTHY)
                        .target()
                        .provider())
                .hasToString("alpha");
        Money less = Money.of("0.012499", "USD");
        assertThat(chosen(Samples.FAST, PLAIN, less, List.of(), HEALTHY)
                        .target()
                        .provider())
                .hasToString("beta");
        assertThat(none(Samples.FAST, PLAIN, Money.of("5", "EUR"), List.of(), HEALTHY)
                        .failure()
                        .seen())
                .contains("priced in USD");
    }

    @Test
    void failedEndpointsAreLeftOut_butOnlyTheModelWhereTheModelWasToBlame() {
        AttemptSummary eu = failed("alpha", "eu", "alpha-large", FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(chosen(Samples.FAST, PLAIN, null, List.of(eu), HEALTHY)
                        .target()
                        .endpoint())
                .hasToString("us");
        AttemptSummary otherModel = failed("alpha", "eu", "other", FailureCode.CONTEXT_TOO_LONG);
        assertThat(chosen(Samples.FAST, PLAIN, null, List.of(otherModel), HEALTHY)
                        .target()
                        .endpoint())
                .hasToString("eu");
        AttemptSummary us = failed("alpha", "us", "alpha-large", FailureCode.PROVIDER_TIMEOUT);
        AttemptSummary beta = failed("beta", "main", "beta-small", FailureCode.PROVIDER_GARBAGE);
        assertThat(none(Samples.FAST, PLAIN, null, List.of(eu, us, beta), HEALTHY)
                        .failure()
                        .code())
                .isEqualTo(FailureCode.NO_CANDIDATE);
    }

    @Test
    void goesToALargerWindowOnly_whenTheContextWasTooLong() {
        List<Model> models = List.of(
                Catalogues.model("short", "alpha", "1", "1", 8_000, Set.of()),
                Catalogues.model("as-short", "beta", "1", "1", 8_000, Set.of()),
                Catalogues.model("long", "beta", "9", "9", 32_000, Set.of()));
        Catalogue catalogue = Catalogues.sample(Catalogues.BASIC, models, Map.of());
        AttemptSummary tooLong = failed("alpha", "eu", "short", FailureCode.CONTEXT_TOO_LONG);

        RouteDecision decision = Router.route(
                RouteQuery.again(request(Samples.CHEAP, null), PLAIN, List.of(tooLong)),
                catalogue,
                HEALTHY,
                Samples.NOW);

        assertThat(((RouteDecision.Chosen) decision).target().model()).hasToString("long");
        assertThat(((RouteDecision.Chosen) decision).decision().considered())
                .extracting(Decision.Considered::passedOver)
                .contains("context window 8000, and 8000 was too short");
    }

    @Test
    void providersWithoutDispatchTopicsArePassedOver() {
        Health onlyBeta = provider -> provider.equals(new ProviderName("beta"));
        assertThat(chosen(Samples.FAST, PLAIN, null, List.of(), onlyBeta)
                        .target()
                        .provider())
                .hasToString("beta");
    }

    @Test
    void retiredModelsArePassedOver_fromTheirDay() {
        Model m = Catalogues.model("old", "alpha", "1", "1", 9_000, Set.of());
        LocalDate today = LocalDate.parse("2026-11-20");
        assertThat(routeTo(retired(m, today))).isInstanceOf(RouteDecision.NoCandidate.class);
        assertThat(routeTo(retired(m, today.plusDays(1)))).isInstanceOf(RouteDecision.Chosen.class);
    }

    @Test
    void noCandidate_whenTheAliasLeadsNowhere() {
        RouteDecision.NoCandidate none = none(new Alias("nope"), PLAIN, null, List.of(), HEALTHY);
        assertThat(none.failure().code()).isEqualTo(FailureCode.UNKNOWN_ALIAS);
    }

    private static RouteDecision routeTo(Model model) {
        return Router.route(
                RouteQuery.first(request(Samples.FAST, null), PLAIN),
                Catalogues.sample(Catalogues.BASIC, List.of(model), Map.of()),
                HEALTHY,
                Samples.NOW);
    }

    private static Model retired(Model m, LocalDate on) {
        return new Model(
                m.name(), m.provider(), m.providerModel(), m.capabilities(), m.contextWindow(), null, m.prices(), on);
    }

    private static RouteDecision.Chosen chosen(
            Alias alias, BodyNeeds needs, @Nullable Money budget, List<AttemptSummary> history, Health health) {
        return (RouteDecision.Chosen) route(alias, needs, budget, history, health);
    }

    private static RouteDecision.NoCandidate none(
            Alias alias, BodyNeeds needs, @Nullable Money budget, List<AttemptSummary> history, Health health) {
        return (RouteDecision.NoCandidate) route(alias, needs, budget, history, health);
    }

    private static RouteDecision route(
            Alias alias, BodyNeeds needs, @Nullable Money budget, List<AttemptSummary> history, Health health) {
        RouteQuery query = RouteQuery.again(request(alias, budget), needs, history);
        return Router.route(query, Catalogues.sample(), health, Samples.NOW);
    }

    private static InferenceRequest request(Alias alias, @Nullable Money budget) {
        return Samples.request("r", Samples.body(alias.value()), alias, Samples.context(budget));
    }

    private static AttemptSummary failed(String provider, String endpoint, String model, FailureCode code) {
        return new AttemptSummary(
                new AttemptId("r/1"),
                new Target(new ProviderName(provider), new EndpointName(endpoint), new ModelName(model), model),
                AttemptStatus.RETRYABLE,
                Failure.of(code, "down"),
                503,
                Samples.NOW,
                Duration.ofMillis(5));
    }
}
