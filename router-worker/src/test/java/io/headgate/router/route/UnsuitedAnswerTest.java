package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Route;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a request goes after an answer that is not what was asked for. */
class UnsuitedAnswerTest {
    private static final Health HEALTHY = provider -> true;
    private static final InferenceRequest REQUEST =
            Samples.request("r", Samples.body(Samples.FAST.value()), Samples.FAST, Samples.context(null));
    private static final BodyNeeds PLAIN = new BodyNeeds(Set.of(), 1_000, null, 1);

    @Test
    void whoRefusedACapability_isPassedOver_forRequestsThatNeedIt() {
        Health refusing = new Health() {
            @Override
            public boolean dispatchable(ProviderName provider) {
                return true;
            }

            @Override
            public Set<Capability> refused(Model model) {
                return model.name().equals(Samples.LARGE) ? Set.of(Capability.SEED) : Set.of();
            }
        };
        BodyNeeds seeded = new BodyNeeds(Set.of(Capability.SEED), 10, null, 1);

        assertThat(chosen(PLAIN, List.of(), refusing).target().model()).isEqualTo(Samples.LARGE);
        RouteDecision.Chosen elsewhere = chosen(seeded, List.of(), refusing);
        assertThat(elsewhere.target().model()).hasToString("beta-small");
        assertThat(elsewhere.decision().considered())
                .extracting(Decision.Considered::passedOver)
                .contains("it refused seed, though its lines say that it can");
    }

    @Test
    void whoBrokeTheContract_isAskedOnceMore_whereTheRouteSaysSo() {
        AttemptSummary broken = answered(FailureCode.CONTRACT_VIOLATION);

        assertThat(next(Route.OnViolation.ELSEWHERE, broken)).isEqualTo("main/beta-small");
        assertThat(next(Route.OnViolation.RETRY, broken)).isEqualTo("eu/alpha-large");
        assertThat(next(Route.OnViolation.RETRY, broken, broken)).isEqualTo("main/beta-small");
    }

    @Test
    void whatWasCut_isAskedForAgainThere_withTwiceTheRoom_unlessItHasACapOfItsOwn() {
        AttemptSummary cut = answered(FailureCode.OUTPUT_TRUNCATED);

        RouteDecision.Chosen again = chosen(PLAIN, List.of(cut), HEALTHY);
        assertThat(again.target().endpoint()).hasToString("eu");
        assertThat(again.reservation().outputTokens()).isEqualTo(2_000);
        assertThat(chosen(PLAIN, List.of(cut, cut), HEALTHY).reservation().outputTokens())
                .isEqualTo(4_000);
        AttemptSummary saidNothing = ended(AttemptStatus.REFUSED, FailureCode.OUTPUT_TRUNCATED);
        assertThat(chosen(PLAIN, List.of(saidNothing), HEALTHY).reservation().outputTokens())
                .isEqualTo(2_000);
        BodyNeeds capped = new BodyNeeds(Set.of(), 1_000, 10L, 1);
        assertThat(chosen(capped, List.of(cut), HEALTHY).reservation().outputTokens())
                .isEqualTo(10);
    }

    /** Endpoint and model that come after a history on the route whose answers have a contract. */
    private static String next(Route.OnViolation then, AttemptSummary... history) {
        Catalogue catalogue = Catalogues.withContract(
                Catalogues.sample(), Samples.FAST, new Route.ResponseSchema("s", 1, "{}", then));
        RouteQuery query = RouteQuery.again(
                REQUEST, PLAIN, List.of(history), catalogue.routes().get(Samples.FAST));
        Target target = ((RouteDecision.Chosen) Router.route(query, catalogue, HEALTHY, Samples.NOW)).target();
        return target.endpoint() + "/" + target.model();
    }

    private static RouteDecision.Chosen chosen(BodyNeeds needs, List<AttemptSummary> history, Health health) {
        RouteQuery query = RouteQuery.again(REQUEST, needs, history);
        return (RouteDecision.Chosen) Router.route(query, Catalogues.sample(), health, Samples.NOW);
    }

    /** By the one that goes first. */
    private static AttemptSummary answered(FailureCode flaw) {
        return ended(AttemptStatus.COMPLETED, flaw);
    }

    private static AttemptSummary ended(AttemptStatus status, FailureCode flaw) {
        return new AttemptSummary(
                new AttemptId("r/1"),
                new Target(
                        new ProviderName("alpha"), new EndpointName("eu"), new ModelName("alpha-large"), "alpha-large"),
                status,
                Failure.of(flaw, "not what was asked for"),
                200,
                Samples.NOW,
                Duration.ofMillis(5));
    }
}
