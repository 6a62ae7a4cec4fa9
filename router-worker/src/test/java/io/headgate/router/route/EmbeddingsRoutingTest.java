package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Embeddings go to models that make them, and nothing else does. */
class EmbeddingsRoutingTest {
    private static final Health HEALTHY = provider -> true;
    private static final Model TALKER = Catalogues.model("talker", "alpha", "5", "5", 9_000, Set.of());
    private static final Model EMBEDDER =
            Catalogues.model("embedder", "beta", "1", "1", 9_000, Set.of(Capability.EMBEDDINGS));
    private static final BodyNeeds EMBEDDINGS = new BodyNeeds(Set.of(Capability.EMBEDDINGS), 20_000, null, 1, 5_000);

    @Test
    void theyGoToWhoMakesThem_withoutRoomForOutput() {
        RouteDecision.Chosen chosen = (RouteDecision.Chosen) routed(EMBEDDINGS, TALKER, EMBEDDER);

        assertThat(chosen.target().model()).isEqualTo(EMBEDDER.name());
        assertThat(chosen.reservation().inputTokens()).isEqualTo(20_000);
        assertThat(chosen.reservation().outputTokens()).isZero();
        assertThat(chosen.reservation().amount()).isEqualTo(Money.of("0.02", "USD"));
        assertThat(passedOver(chosen.decision())).contains("lacks embeddings");
    }

    @Test
    void chatGoesToNobodyWhoMakesThem() {
        BodyNeeds chat = new BodyNeeds(Set.of(), 10, null, 1);

        RouteDecision.Chosen chosen = (RouteDecision.Chosen) routed(chat, EMBEDDER, TALKER);

        assertThat(chosen.target().model()).isEqualTo(TALKER.name());
        assertThat(passedOver(chosen.decision())).contains("makes embeddings, and no chat completions");
    }

    @Test
    void aWindowHasToHoldTheLongestTextOnly() {
        BodyNeeds tooLong = new BodyNeeds(Set.of(Capability.EMBEDDINGS), 20_000, null, 1, 9_000);

        assertThat(routed(EMBEDDINGS, EMBEDDER)).isInstanceOf(RouteDecision.Chosen.class);
        assertThat(routed(tooLong, EMBEDDER)).isInstanceOf(RouteDecision.NoCandidate.class);
    }

    private static RouteDecision routed(BodyNeeds needs, Model... models) {
        Catalogue catalogue = Catalogues.sample(Catalogues.BASIC, List.of(models), Map.of());
        RouteQuery query = RouteQuery.first(
                Samples.request("r-1", Samples.body("cheap-text"), Samples.CHEAP, Samples.context(null)), needs);
        return Router.route(query, catalogue, HEALTHY, Samples.NOW);
    }

    private static List<String> passedOver(Decision decision) {
        return decision.considered().stream()
                .map(Decision.Considered::passedOver)
                .filter(Objects::nonNull)
                .toList();
    }
}
