package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.AlertRule.Against;
import io.headgate.schemas.catalog.AlertRule.Kind;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.ModelName;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class AlertSectionTest {
    @Test
    void ruleThatNamesAKindAlone_hasWhatTheKindHas() {
        Catalogue catalogue = CatalogTexts.valid(CatalogTexts.MINIMAL + "alerts: {off: {kind: cost_deviation}}\n");

        assertThat(catalogue.alerts()).containsExactly(AlertRule.of("off", Kind.COST_DEVIATION));
        assertThat(catalogue.alerts().getFirst().thresholds()).containsExactly(new BigDecimal("0.2"));
        assertThat(catalogue.alerts().getFirst().floor()).isEqualByComparingTo("1");
    }

    @Test
    void aDayIsHeldAgainstTheUsualOne_unlessARuleSaysTheAverage_andOnlyAboutCosts() {
        String rules = CatalogTexts.MINIMAL
                + "alerts: {a: {kind: cost_deviation}, b: {kind: cost_deviation, against: seven_day_average}}\n";

        assertThat(CatalogTexts.valid(rules).alerts())
                .extracting(AlertRule::against)
                .containsExactly(Against.USUAL_DAY, Against.SEVEN_DAY_AVERAGE);
        assertThat(CatalogTexts.problems(
                        CatalogTexts.MINIMAL + "alerts: {a: {kind: budget, against: seven_day_average}}\n"))
                .singleElement()
                .asString()
                .contains("alerts.a.against", "not for budget, allowed for cost_deviation only");
        assertThat(CatalogTexts.problems(
                        CatalogTexts.MINIMAL + "alerts: {a: {kind: cost_deviation, against: last_year}}\n"))
                .singleElement()
                .asString()
                .contains("alerts.a.against", "usual_day", "seven_day_average");
    }

    @Test
    void budgetsAndUnpricedModelsAreWatched_whenNoRuleDoes() {
        Catalogue catalogue = CatalogTexts.valid(CatalogTexts.MINIMAL);

        assertThat(catalogue.alerts()).isEmpty();
        assertThat(catalogue.alertRules())
                .containsExactly(
                        AlertRule.of("default-budget", Kind.BUDGET),
                        AlertRule.of("default-budget-forecast", Kind.BUDGET_FORECAST),
                        AlertRule.of("default-unpriced", Kind.UNPRICED));
        assertThat(catalogue.alertRules().getFirst().thresholds())
                .containsExactly(new BigDecimal("0.5"), new BigDecimal("0.8"), new BigDecimal("1"));
    }

    @Test
    void budgetsAreWatchedAsARuleSays_whenOneDoes() {
        Catalogue catalogue = CatalogTexts.valid(
                CatalogTexts.MINIMAL + "alerts: {mine: {kind: budget, thresholds: [\"0.9\"], models: [m1]}}\n");

        assertThat(catalogue.alertRules())
                .extracting(AlertRule::kind)
                .containsExactly(Kind.BUDGET, Kind.BUDGET_FORECAST, Kind.UNPRICED);
        assertThat(catalogue.alertRules().getFirst().thresholds()).containsExactly(new BigDecimal("0.9"));
        assertThat(catalogue.alertRules().getFirst().filter().models()).containsExactly(new ModelName("m1"));
    }

    @Test
    void webhookWithoutASecret_isRefused_unlessItIsSlacks() {
        String webhook = CatalogTexts.MINIMAL + "webhooks: {w: {url: \"https://example.com/h\", format: %s}}\n";

        assertThat(CatalogTexts.problems(webhook.formatted("json")))
                .singleElement()
                .asString()
                .contains("webhooks.w.secret", "required with format json");
        assertThat(CatalogTexts.valid(webhook.formatted("slack")).webhooks()).containsOnlyKeys("w");
    }

    @Test
    void unencryptedWebhook_isWarnedOf() {
        assertThat(CatalogTexts.warnings(
                        CatalogTexts.MINIMAL + "webhooks: {w: {url: \"http://example.com/h\", format: slack}}\n"))
                .anySatisfy(warning -> assertThat(warning).contains("webhooks.w.url", "unencrypted"));
    }
}
