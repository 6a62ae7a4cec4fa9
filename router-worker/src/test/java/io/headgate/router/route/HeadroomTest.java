package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.InferenceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadroomTest {
    private static final Health HEALTHY = provider -> true;

    private final List<String> asked = new ArrayList<>();

    @Test
    void askedInRankOrder_untilOneHasRoom() {
        RouteDecision.Chosen chosen = (RouteDecision.Chosen) route((target, reservation) -> {
            asked.add(target.provider() + "/" + target.endpoint());
            return target.endpoint().value().equals("eu") ? "too dear" : null;
        });
        assertThat(asked).containsExactly("alpha/eu", "alpha/us");
        assertThat(chosen.target().endpoint()).hasToString("us");
        assertThat(chosen.decision().considered())
                .extracting(Decision.Considered::passedOver)
                .containsExactly("too dear", null, Decision.Considered.RANKED_BEHIND);
    }

    @Test
    void notAskedOfWhoCannotServe() {
        RouteDecision decision = Router.route(
                RouteQuery.first(request(), new BodyNeeds(Set.of(), 9_000, null, 1)),
                Catalogues.sample(),
                HEALTHY,
                (target, reservation) -> {
                    asked.add(target.provider().value());
                    return "no room";
                },
                Samples.NOW);
        assertThat(decision).isInstanceOf(RouteDecision.NoCandidate.class);
        assertThat(asked).containsExactly("alpha", "alpha");
    }

    private static RouteDecision route(Headroom headroom) {
        BodyNeeds plain = new BodyNeeds(Set.of(), 1_000, null, 1);
        return Router.route(RouteQuery.first(request(), plain), Catalogues.sample(), HEALTHY, headroom, Samples.NOW);
    }

    private static InferenceRequest request() {
        return Samples.request("r");
    }
}
