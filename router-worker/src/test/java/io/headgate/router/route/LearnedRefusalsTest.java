package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LearnedRefusalsTest {
    private static final Model LARGE =
            Catalogues.model("large", "alpha", "1", "1", 8_000, Set.of(Capability.TOOLS, Capability.VISION));
    private static final Model DEARER =
            Catalogues.model("large", "alpha", "2", "1", 8_000, Set.of(Capability.TOOLS, Capability.VISION));

    private final LearnedRefusals refusals = new LearnedRefusals();
    private int attempts;

    @Test
    void refusalIsLearned_andToldOfOnce() {
        assertThat(refusals.of(LARGE)).isEmpty();

        List<Alert> first = heard(LARGE, "tools");
        List<Alert> again = heard(LARGE, "tools");
        List<Alert> other = heard(LARGE, "seed");

        assertThat(refusals.of(LARGE)).containsExactlyInAnyOrder(Capability.TOOLS, Capability.SEED);
        assertThat(first).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(Alert.Kind.CAPABILITY_REFUSED);
            assertThat(alert.id()).isEqualTo("capability_refused/large/tools");
            assertThat(alert.message()).startsWith("model large of alpha refuses tools");
        });
        assertThat(again).isEmpty();
        assertThat(other).hasSize(1);
    }

    @Test
    void whatItIsNotSaidToDo_orNobodyKnows_teachesNothing() {
        assertThat(heard(LARGE, "audio")).isEmpty();
        assertThat(heard(LARGE, "flying")).isEmpty();
        assertThat(refusals.of(LARGE)).isEmpty();
    }

    @Test
    void itIsForgotten_andToldOf_whenTheLinesChange() {
        heard(LARGE, "tools");

        assertThat(refusals.of(DEARER)).isEmpty();
        assertThat(refusals.heard(attempt(DEARER, null), catalogue(DEARER), Samples.NOW))
                .extracting(Alert::state, Alert::id)
                .containsExactly(tuple(Alert.State.RESOLVED, "capability_refused/large/tools"));
        assertThat(refusals.of(LARGE)).isEmpty();
    }

    @Test
    void toldOfAgain_whenTheSameAttemptComesAgain_asItsTransactionWasAborted() {
        Attempt refused = attempt(LARGE, "tools");
        List<Alert> raised = refusals.heard(refused, catalogue(LARGE), Samples.NOW);

        assertThat(raised).hasSize(1);
        assertThat(refusals.heard(refused, catalogue(LARGE), Samples.NOW)).isEqualTo(raised);
        assertThat(heard(LARGE, "tools")).isEmpty();

        Attempt changed = attempt(DEARER, null);
        List<Alert> over = refusals.heard(changed, catalogue(DEARER), Samples.NOW);

        assertThat(over).extracting(Alert::state).containsExactly(Alert.State.RESOLVED);
        assertThat(refusals.heard(changed, catalogue(DEARER), Samples.NOW)).isEqualTo(over);
        assertThat(refusals.heard(attempt(DEARER, null), catalogue(DEARER), Samples.NOW))
                .isEmpty();
    }

    @Test
    void whatWasDispatchedUnderAnotherRevision_teachesNothing() {
        Catalogue before = catalogue(LARGE);
        Catalogue next = new Catalogue(
                new CatalogRevision(8),
                before.defaults(),
                before.providers(),
                before.models(),
                before.routes(),
                before.tiers(),
                before.tenants(),
                before.alerts());

        assertThat(refusals.heard(attempt(LARGE, "tools"), next, Samples.NOW)).isEmpty();
        assertThat(refusals.of(LARGE)).isEmpty();
    }

    private List<Alert> heard(Model model, String refused) {
        return refusals.heard(attempt(model, refused), catalogue(model), Samples.NOW);
    }

    private static Catalogue catalogue(Model model) {
        return Catalogues.sample(Catalogues.BASIC, List.of(model), Map.of());
    }

    /** Each another one. */
    private Attempt attempt(Model model, @Nullable String refused) {
        AttemptSummary sample = Samples.summary("eu", FailureCode.UNKNOWN);
        return Samples.attempt(
                new Disposition.Final(),
                1,
                new AttemptSummary(
                        new AttemptId("r-1/" + ++attempts),
                        new Target(model.provider(), new EndpointName("eu"), model.name(), model.providerModel()),
                        refused == null ? AttemptStatus.COMPLETED : AttemptStatus.REFUSED,
                        refused == null
                                ? null
                                : new Failure(FailureCode.CAPABILITY_REFUSED, "it cannot", refused, null),
                        400,
                        sample.startedAt(),
                        sample.duration()));
    }
}
