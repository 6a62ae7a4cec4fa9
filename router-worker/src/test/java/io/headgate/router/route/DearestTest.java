package io.headgate.router.route;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.money.Price;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DearestTest {
    private static final Health HEALTHY = provider -> true;
    private static final Model CHEAP = model("cheap", "alpha", "1", "1");
    private static final Model DEAR_OUTPUT = model("dear-output", "beta", "0.1", "50");
    private static final Model DEAR_INPUT = model("dear-input", "beta", "4", "4");
    private static final Model UNPRICED = model("unpriced", "beta", null, null);

    @Test
    void theDearestByExpectedCost_notByThePriceOfInputAlone() {
        RouteDecision.Chosen chosen = choice(List.of(CHEAP, DEAR_OUTPUT, DEAR_INPUT, UNPRICED));

        assertThat(chosen.target().model()).hasToString("cheap");
        assertThat(chosen.dearest()).isEqualTo(price(DEAR_OUTPUT));
    }

    @Test
    void itsOwnPrice_whenTheChosenOneIsTheDearest() {
        RouteDecision.Chosen chosen = choice(Samples.FAST, List.of(model("first", "alpha", "9", "9"), DEAR_INPUT));

        assertThat(chosen.target().model()).hasToString("first");
        assertThat(chosen.dearest()).isEqualTo(chosen.price());
    }

    @Test
    void none_whenNobodyElseCanServe() {
        Model tooShort = Catalogues.model("short", "alpha", "9", "9", 100, Set.of());

        assertThat(choice(List.of(tooShort, DEAR_INPUT)).dearest()).isNull();
    }

    @Test
    void none_whenNobodyElseHasAPrice() {
        assertThat(choice(List.of(DEAR_INPUT, model("free", "beta", null, null)))
                        .dearest())
                .isNull();
    }

    @Test
    void none_whenTheChosenOneHasNoPrice() {
        RouteDecision.Chosen chosen = choice(Samples.FAST, List.of(model("first", "alpha", null, null), DEAR_INPUT));

        assertThat(chosen.price()).isNull();
        assertThat(chosen.dearest()).isNull();
    }

    private static RouteDecision.Chosen choice(List<Model> models) {
        return choice(Samples.CHEAP, models);
    }

    private static RouteDecision.Chosen choice(Alias alias, List<Model> models) {
        RouteQuery query = RouteQuery.first(
                Samples.request("r", Samples.body(alias.value()), alias, Samples.context(null)),
                new BodyNeeds(Set.of(), 1_000, null, 1));
        return (RouteDecision.Chosen)
                Router.route(query, Catalogues.sample(Catalogues.BASIC, models, Map.of()), HEALTHY, Samples.NOW);
    }

    private static Price price(Model model) {
        return requireNonNull(model.prices().getFirst());
    }

    private static Model model(String name, String provider, @Nullable String input, @Nullable String output) {
        return Catalogues.model(name, provider, input, output, 9_000, Set.of());
    }
}
