package io.headgate.router.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.InMemoryLedger;
import io.headgate.router.budget.Ledger;
import io.headgate.router.route.Binding;
import io.headgate.router.waiting.Crowds.Crowd;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final Map<String, String> ACME = Map.of("headgate-tenant", "acme");
    private final Explainer explainer = explainer(TenantTask.ELSEWHERE);

    @Test
    void everyCandidateIsTold_withWhatIsAgainstIt() {
        Explained.Routed routed = (Explained.Routed)
                explain(ACME, Samples.body("cheap-text").replaceFirst("\\{", "{\"tools\":[{\"type\":\"function\"}],"));
        Map<String, @Nullable Object> report = Report.of(routed);
        assertThat(report)
                .containsEntry("tenant", "acme")
                .containsEntry("alias", "cheap-text")
                .containsEntry("strategy", "cheapest")
                .containsEntry("catalog_revision", 7L)
                .containsEntry("error", null);
        assertThat(report.get("chosen")).asString().contains("catalog_model=alpha-large");
        assertThat(report.get("needs")).asString().contains("capabilities=[tools]");
        assertThat((List<?>) report.get("considered"))
                .hasSize(3)
                .last()
                .asString()
                .contains("catalog_model=beta-small", "passed_over=lacks tools");
        assertThat(routed.binding()).isInstanceOf(Binding.Now.class);
        assertThat(report.get("not_asked")).asString().contains("the tenant's limits", "who waits");
        assertThat(report.toString()).doesNotContain("Hello there");
    }

    @Test
    void whatNobodyCanServeIsAnError_andStillExplained() {
        Explained.Routed routed = (Explained.Routed) explain(
                Map.of("headgate-tenant", "acme", "headgate-budget", "0.000001 USD"), Samples.body("cheap-text"));
        Map<String, @Nullable Object> report = Report.of(routed);
        assertThat(report.get("chosen")).isNull();
        assertThat(report.get("error")).asString().contains("no_candidate");
        assertThat((List<?>) report.get("considered")).hasSize(3);
    }

    @Test
    void aReplacementIsTold_besideThePinnedModel() {
        Canary canary =
                new Canary(new ModelName("alpha-large"), new ModelName("beta-small"), 10_000, null, List.of(), null);
        Explained.Routed routed = (Explained.Routed) explainer.explain(
                ACME,
                Samples.body("fast-text").getBytes(StandardCharsets.UTF_8),
                TenantCatalogs.fixed(Catalogues.withCanary(Catalogues.sample(), Samples.FAST, canary)),
                Samples.NOW);
        Map<String, @Nullable Object> report = Report.of(routed);
        assertThat(report).containsEntry("variant", "canary");
        assertThat(report.get("canary"))
                .asString()
                .contains("share_percent=100.0", "stopped=null", "pinned={catalog_model=alpha-large, attempts=0");
    }

    @Test
    void whatWouldNotBeTakenInIsRefused_forTheSameReason() {
        Explained.Refused nobody = (Explained.Refused) explain(Map.of(), Samples.body("cheap-text"));
        assertThat(nobody.failure().code()).isEqualTo(FailureCode.MISSING_TENANT);
        Explained.Refused broken = (Explained.Refused) explain(ACME, "broken");
        assertThat(broken.failure().code()).isEqualTo(FailureCode.INVALID_JSON);
    }

    /** A task that runs here, its books empty. */
    private record Here(Map<ProviderName, Crowd> waiting) implements TenantTask {
        @Override
        public <T> Optional<T> read(TenantId tenant, Function<Ledger, T> reading) {
            return Optional.of(reading.apply(new InMemoryLedger()));
        }

        @Override
        public Optional<Map<ProviderName, Crowd>> crowds(TenantId tenant) {
            return Optional.of(waiting);
        }
    }

    @Test
    void whoWaits_isAsked_whereTheTaskRunsHere() {
        Crowd crowd = new Crowd(3, Samples.NOW.plusSeconds(30));
        byte[] body = Samples.body("cheap-text").getBytes(StandardCharsets.UTF_8);
        Map<String, @Nullable Object> report =
                Report.of((Explained.Routed) explainer(new Here(Map.of(new ProviderName("beta"), crowd)))
                        .explain(ACME, body, TenantCatalogs.fixed(Catalogues.sample()), Samples.NOW));
        assertThat(report.get("waits")).asString().contains("catalog_model=beta-small", "expected_wait_ms=30000");
        assertThat(report.get("not_asked")).asString().doesNotContain("limits", "who waits");
    }

    @Test
    void limitsAreAsked_whereTheBooksAreKeptHere() {
        TenantCatalogs few = TenantCatalogs.fixed(
                Catalogues.limited(Catalogues.sample(), Budgets.limit(Measure.TOKENS, Window.DAY, "100")));
        byte[] body = Samples.body("cheap-text").getBytes(StandardCharsets.UTF_8);
        Map<String, @Nullable Object> report =
                Report.of((Explained.Routed) explainer(new Here(Map.of())).explain(ACME, body, few, Samples.NOW));
        assertThat(report.get("chosen")).isNull();
        assertThat(report.get("considered")).asString().contains("tokens per day");
        assertThat(report.get("not_asked")).asString().doesNotContain("limits");
        // Elsewhere it would be served, for all that is known there; and it is said what is not.
        report = Report.of((Explained.Routed) explainer.explain(ACME, body, few, Samples.NOW));
        assertThat(report.get("chosen")).isNotNull();
        assertThat(report.get("not_asked")).asString().contains("the tenant's limits");
    }

    private static Explainer explainer(TenantTask task) {
        return new Explainer(
                new IntakeReader(
                        new TopicNames("headgate."), AvroCodecs.singleObject().clientRequest(), new StrictJson()),
                new StrictJson(),
                String::length,
                provider -> true,
                task);
    }

    private Explained explain(Map<String, String> headers, String body) {
        return explainer.explain(
                headers, body.getBytes(StandardCharsets.UTF_8), TenantCatalogs.fixed(Catalogues.sample()), Samples.NOW);
    }
}
