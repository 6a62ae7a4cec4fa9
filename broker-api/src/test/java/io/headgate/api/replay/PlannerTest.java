package io.headgate.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.replay.FailedRow.Place;
import io.headgate.api.replay.FailedRow.Size;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.money.Money;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Extent FROM_TEN = new Extent(Map.of(0, new Extent.Range(10, 100)));
    private static final FailureFilter ANY =
            new FailureFilter(List.of(), null, null, Set.of(), new Alias("text"), null, null, null, Map.of());

    @Test
    void eachRequestIsCountedOnce_whereItIsSentAndWhereItIsLeftOut() {
        Plan plan = plan(
                Overrides.NONE,
                false,
                row("sent", "text"),
                row("answered", "text", 20, true, true, true),
                row("failed again", "text", 20, true, false, true),
                row("broken", null, 20, false, false, false),
                row("gone", "text", 9, true, false, false),
                row("not written yet", "text", 100, true, false, false),
                row("nowhere", "closed", 20, true, false, false));

        assertThat(plan.count()).isEqualTo(1);
        assertThat(plan.leftOut()).isEqualTo(new Plan.LeftOut(1, 1, 2, 1, 1));
        assertThat(plan.byCode()).containsExactly(Map.entry("provider_timeout", 1L));
        assertThat(plan.byProvider()).containsExactly(Map.entry("alpha", 1L));
        assertThat(plan.byAlias()).containsExactly(Map.entry("text", 1L));
    }

    @Test
    void whatWasReplayedIsSentAgain_whenAskedFor() {
        Plan plan = plan(
                Overrides.NONE,
                true,
                row("answered", "text", 20, true, true, false),
                row("failed again", "text", 20, true, false, true));

        assertThat(plan.count()).isEqualTo(2);
    }

    @Test
    void theEstimateIsOfTheDearestCandidate_withAllTheOutputThatMayCome() {
        Plan plan = plan(Overrides.NONE, false, row("one", "text"), row("two", "text"));

        // Each: 100 in and 1,000 out, the default, at ten dollars a million.
        assertThat(plan.estimate().costs()).containsExactly(Money.of("0.022", "USD"));
        assertThat(plan.estimate().inputTokens()).isEqualTo(200);
        assertThat(plan.estimate().outputTokens()).isEqualTo(2_000);
        assertThat(plan.estimate().usualOutputTokens()).isEqualTo(14);
    }

    @Test
    void aProviderThatIsAskedForIsTheOnlyOne_andItsModelsCapHolds() {
        Overrides alpha = new Overrides(null, new ProviderName("alpha"), null, null);

        Plan plan = plan(alpha, false, row("one", "text"), row("two", "text"));

        // small gives 500 at most, for a dollar a million.
        assertThat(plan.estimate().costs()).containsExactly(Money.of("0.0012", "USD"));
        assertThat(plan(new Overrides(null, new ProviderName("gamma"), null, null), false, row("one", "text"))
                        .leftOut()
                        .unroutable())
                .isEqualTo(1);
    }

    @Test
    void anotherAliasIsWhereItGoes_evenWhereItsOwnIsNoMore() {
        Overrides text = new Overrides(new Alias("text"), null, null, null);

        assertThat(plan(text, false, row("one", "closed")).count()).isEqualTo(1);
    }

    @Test
    void unpricedIsCountedApart_andNeverZero() {
        Plan plan = plan(Overrides.NONE, false, row("one", "unknown"), row("two", "mixed"), row("three", "text"));

        assertThat(plan.estimate().unpriced()).isEqualTo(2);
        assertThat(plan.estimate().costs()).containsExactly(Money.of("0.011", "USD"));
    }

    @Test
    void whatIsUsualIsNotSaid_whereItIsNotKnownOfAll() {
        assertThat(plan(Overrides.NONE, false, row("one", "text"), row("two", "mixed"))
                        .estimate()
                        .usualOutputTokens())
                .isNull();
        assertThat(plan(Overrides.NONE, false).estimate().usualOutputTokens()).isNull();
    }

    @Test
    void theTenantsPolicyHolds() {
        Catalogue closed = Market.with(Market.tenant(true, Set.of(new Alias("mixed")), Set.of()));
        Catalogue elsewhere = Market.with(Market.tenant(true, Set.of(), Set.of(new ProviderName("delta"))));

        assertThat(plan(closed, Overrides.NONE, false, row("one", "text"))
                        .leftOut()
                        .unroutable())
                .isEqualTo(1);
        assertThat(plan(elsewhere, Overrides.NONE, false, row("one", "text"))
                        .leftOut()
                        .unroutable())
                .isEqualTo(1);
    }

    private static Plan plan(Overrides overrides, boolean again, FailedRow... rows) {
        return plan(Market.open(), overrides, again, rows);
    }

    private static Plan plan(Catalogue catalogue, Overrides overrides, boolean again, FailedRow... rows) {
        ReplayOrder order = new ReplayOrder(Market.ACME, ANY, again, overrides, 1);
        Planner planner = new Planner(
                order,
                catalogue,
                FROM_TEN,
                alias -> alias.value().equals("text") ? OptionalLong.of(7) : OptionalLong.empty(),
                Market.NOW);
        List.of(rows).forEach(planner::add);
        return planner.plan();
    }

    private static FailedRow row(String id, String alias) {
        return row(id, alias, 10, true, false, false);
    }

    private static FailedRow row(
            String id, @Nullable String alias, long offset, boolean whole, boolean answered, boolean failedAgain) {
        return new FailedRow(
                new RequestId(id.replace(' ', '-')),
                "provider_timeout",
                alias == null ? null : new Alias(alias),
                "alpha",
                whole,
                new Size(100, null, 1),
                new Place(0, offset),
                answered,
                failedAgain);
    }
}
