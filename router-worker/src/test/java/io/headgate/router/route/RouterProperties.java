package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.message.Decision.Considered;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RouterProperties {
    private record Offer(String provider, int price, long window, Set<Capability> can) {}

    @Property
    void cheapestIsNoDearerThanAnyOtherThatCould(
            @ForAll("offers") @Size(min = 1, max = 8) List<Offer> offers, @ForAll @LongRange(max = 20_000) long input) {
        BodyNeeds needs = new BodyNeeds(Set.of(), input, null, 1);
        RouteDecision decision = route(offers, needs);
        List<Considered> able = decision.decision().considered().stream()
                .filter(c -> c.passedOver() == null || c.passedOver().equals("ranked behind"))
                .toList();
        if (decision instanceof RouteDecision.Chosen chosen
                && chosen.reservation().amount() != null) {
            BigDecimal best = chosen.reservation().amount().amount();
            assertThat(able.stream()
                            .map(Considered::expectedCost)
                            .filter(Objects::nonNull)
                            .map(Money::amount))
                    .allSatisfy(other -> assertThat(best).isLessThanOrEqualTo(other));
        }
        assertThat(able.isEmpty()).isEqualTo(decision instanceof RouteDecision.NoCandidate);
    }

    @Property
    void everyCandidateIsExplained_andExactlyTheChosenOneIsNotPassedOver(
            @ForAll("offers") @Size(min = 1, max = 8) List<Offer> offers,
            @ForAll Set<Capability> wanted,
            @ForAll @LongRange(max = 20_000) long input) {
        RouteDecision decision = route(offers, new BodyNeeds(wanted, input, null, 1));
        long expected = offers.stream()
                .mapToLong(o -> o.provider().equals("alpha") ? 2 : 1)
                .sum();
        assertThat(decision.decision().considered()).hasSize((int) expected);
        long notPassedOver = decision.decision().considered().stream()
                .filter(c -> c.passedOver() == null)
                .count();
        assertThat(notPassedOver).isEqualTo(decision instanceof RouteDecision.Chosen ? 1 : 0);
        if (decision instanceof RouteDecision.Chosen chosen) {
            Offer offer =
                    offers.get(Integer.parseInt(chosen.target().model().value().substring(1)));
            assertThat(Catalogues.model("m", "alpha", null, null, 1, offer.can())
                            .can())
                    .containsAll(wanted);
            assertThat(offer.window()).isGreaterThanOrEqualTo(input);
        }
    }

    private static RouteDecision route(List<Offer> offers, BodyNeeds needs) {
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            String price = offer.price() == 0 ? null : Integer.toString(offer.price());
            models.add(Catalogues.model("m" + i, offer.provider(), price, price, offer.window(), offer.can()));
        }
        Catalogue catalogue = Catalogues.sample(Catalogues.BASIC, models, Map.of());
        RouteQuery query = RouteQuery.first(
                Samples.request("r", Samples.body("cheap-text"), Samples.CHEAP, Samples.context(null)), needs);
        return Router.route(query, catalogue, provider -> true, Samples.NOW);
    }

    @Provide
    Arbitrary<List<Offer>> offers() {
        return Combinators.combine(
                        Arbitraries.of("alpha", "beta"),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of(4_000L, 16_000L),
                        Arbitraries.of(Capability.class).set())
                .as(Offer::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
