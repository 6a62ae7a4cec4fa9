package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import io.headgate.schemas.message.ModelRefusal;
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
    private static final Model BLIND = Catalogues.model("large", "alpha", "1", "1", 8_000, Set.of(Capability.TOOLS));

    private final LearnedRefusals refusals = new LearnedRefusals();
    private int attempts;

    @Test
    void refusalIsLearned_andToldOfOnce() {
        assertThat(refusals.of(LARGE)).isEmpty();

        List<RefusalNews> first = heard(LARGE, "tools");
        List<RefusalNews> again = heard(LARGE, "tools");
        List<RefusalNews> other = heard(LARGE, "seed");

        assertThat(refusals.of(LARGE)).containsExactlyInAnyOrder(Capability.TOOLS, Capability.SEED);
        assertThat(first).singleElement().satisfies(news -> {
            assertThat(news.key()).isEqualTo("large/tools");
            assertThat(news.refusal())
                    .isEqualTo(new ModelRefusal(
                            LARGE.name(), Capability.TOOLS, LARGE.ability(), revision(7), Samples.NOW));
            assertThat(news.alert().kind()).isEqualTo(Alert.Kind.CAPABILITY_REFUSED);
            assertThat(news.alert().id()).isEqualTo("capability_refused/large/tools");
            assertThat(news.alert().message()).startsWith("model large of alpha refuses tools");
        });
        assertThat(again).isEmpty();
        assertThat(other).hasSize(1);
    }

    @Test
    void whatAnotherRouterTold_isKnown_andNotToldOfAgain() {
        refusals.told("large/tools", refusal(7));

        assertThat(refusals.of(LARGE)).containsExactly(Capability.TOOLS);
        assertThat(heard(LARGE, "tools")).isEmpty();

        refusals.told("large/tools", null);

        assertThat(refusals.of(LARGE)).isEmpty();
        assertThat(heard(LARGE, "tools")).hasSize(1);
    }

    @Test
    void aKeyThatIsNoRefusals_isRefused() {
        assertThatThrownBy(() -> refusals.told("large/flying", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> refusals.told("tools", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatItIsNotSaidToDo_orNobodyKnows_teachesNothing() {
        assertThat(heard(LARGE, "audio")).isEmpty();
        assertThat(heard(LARGE, "flying")).isEmpty();
        assertThat(refusals.of(LARGE)).isEmpty();
    }

    @Test
    void aPriceSaysNothingOfWhatItCan() {
        heard(LARGE, "tools");

        assertThat(refusals.of(DEARER)).containsExactly(Capability.TOOLS);
        assertThat(refusals.heard(attempt(DEARER, null), catalogue(8, DEARER), Samples.NOW))
                .isEmpty();
    }

    @Test
    void itIsForgotten_andToldOf_whenTheCatalogueSaysOtherwise() {
        heard(LARGE, "tools");

        assertThat(refusals.of(BLIND)).isEmpty();
        assertThat(refusals.heard(attempt(BLIND, null), catalogue(6, BLIND), Samples.NOW))
                .as("older than what it was learned under")
                .isEmpty();
        assertThat(over(catalogue(8, BLIND), 0)).hasSize(1);
        assertThat(over(catalogue(8, BLIND), 29)).isEmpty();
        // Nobody has heard of it: what told it may have been aborted.
        assertThat(over(catalogue(8, BLIND), 31)).hasSize(1);
        refusals.told("large/tools", null);
        assertThat(over(catalogue(8, BLIND), 90)).isEmpty();
        assertThat(refusals.of(LARGE)).isEmpty();
    }

    @Test
    void itIsOver_thoughALaterCatalogueSaysAsBefore_andMayBeLearnedAnew() {
        refusals.told("large/tools", refusal(7));
        refusals.published(catalogue(8, BLIND));
        refusals.published(catalogue(9, LARGE));
        // All is read again after Kafka was away.
        refusals.told("large/tools", refusal(7));

        assertThat(refusals.of(LARGE)).isEmpty();
        List<RefusalNews> news = refusals.heard(attempt(9, LARGE, "tools"), catalogue(9, LARGE), Samples.NOW);

        assertThat(news)
                .extracting(told -> told.alert().state(), told -> told.refusal() == null)
                .containsExactly(tuple(Alert.State.RESOLVED, true), tuple(Alert.State.RAISED, false));
        assertThat(refusals.of(LARGE)).containsExactly(Capability.TOOLS);
    }

    @Test
    void toldOfAgain_whenTheSameAttemptComesAgain_asItsTransactionWasAborted() {
        Attempt refused = attempt(LARGE, "tools");
        List<RefusalNews> raised = refusals.heard(refused, catalogue(7, LARGE), Samples.NOW);

        assertThat(raised).hasSize(1);
        assertThat(refusals.heard(refused, catalogue(7, LARGE), Samples.NOW)).isEqualTo(raised);
        assertThat(heard(LARGE, "tools")).isEmpty();
    }

    @Test
    void whatWasDispatchedUnderAnotherRevision_teachesNothing() {
        assertThat(refusals.heard(attempt(LARGE, "tools"), catalogue(8, LARGE), Samples.NOW))
                .isEmpty();
        assertThat(refusals.of(LARGE)).isEmpty();
    }

    private List<RefusalNews> heard(Model model, String refused) {
        return refusals.heard(attempt(model, refused), catalogue(7, model), Samples.NOW);
    }

    private List<RefusalNews> over(Catalogue catalogue, int secondsLater) {
        List<RefusalNews> news = refusals.heard(attempt(LARGE, null), catalogue, Samples.NOW.plusSeconds(secondsLater));
        assertThat(news).allSatisfy(told -> {
            assertThat(told.key()).isEqualTo("large/tools");
            assertThat(told.refusal()).isNull();
            assertThat(told.alert().state()).isEqualTo(Alert.State.RESOLVED);
            assertThat(told.alert().id()).isEqualTo("capability_refused/large/tools");
        });
        return news;
    }

    private static ModelRefusal refusal(long revision) {
        return new ModelRefusal(LARGE.name(), Capability.TOOLS, LARGE.ability(), revision(revision), Samples.NOW);
    }

    private static CatalogRevision revision(long number) {
        return new CatalogRevision(number);
    }

    private static Catalogue catalogue(long revision, Model model) {
        Catalogue sample = Catalogues.sample(Catalogues.BASIC, List.of(model), Map.of());
        return new Catalogue(
                revision(revision),
                sample.defaults(),
                sample.providers(),
                sample.models(),
                sample.routes(),
                sample.tiers(),
                sample.tenants(),
                sample.alerts());
    }

    private Attempt attempt(Model model, @Nullable String refused) {
        return attempt(7, model, refused);
    }

    /** Each another one. */
    private Attempt attempt(long revision, Model model, @Nullable String refused) {
        AttemptSummary sample = Samples.summary("eu", FailureCode.UNKNOWN);
        AttemptSummary summary = new AttemptSummary(
                new AttemptId("r-1/" + ++attempts),
                new Target(model.provider(), new EndpointName("eu"), model.name(), model.providerModel()),
                refused == null ? AttemptStatus.COMPLETED : AttemptStatus.REFUSED,
                refused == null ? null : new Failure(FailureCode.CAPABILITY_REFUSED, "it cannot", refused, null),
                400,
                sample.startedAt(),
                sample.duration());
        return Samples.attempt(new Disposition.Final(), 1, summary, revision(revision));
    }
}
