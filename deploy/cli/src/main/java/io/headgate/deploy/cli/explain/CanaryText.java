package io.headgate.deploy.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.cli.Table;
import io.headgate.schemas.catalog.Canary;
import java.util.Locale;

/** A replacement beside the pinned model, for people. */
final class CanaryText {
    private CanaryText() {}

    static String of(JsonNode canary) {
        Table table =
                new Table("canary", "model", "attempts", "errors", "contract", "typical", "mean cost", "feedback");
        row(table, Canary.PINNED, canary.path("pinned"));
        row(table, Canary.REPLACEMENT, canary.path("replacement"));
        JsonNode stopped = canary.path("stopped");
        String state = stopped.isTextual()
                ? "stopped: " + stopped.textValue()
                : String.format(
                        Locale.ROOT,
                        "%.2f %% of the pinned model's requests",
                        canary.path("share_percent").asDouble());
        return "%scanary: %s%n%n".formatted(table, state);
    }

    private static void row(Table table, String variant, JsonNode figures) {
        boolean seen = figures.path("attempts").asDouble() > 0;
        JsonNode currency = figures.path("currency");
        table.row(
                variant,
                figures.path("catalog_model").asText(),
                figures.path("attempts").asLong(),
                seen ? ExplainedText.decimal("%.1f %%", figures.path("error_percent"), 1) : "–",
                seen ? ExplainedText.decimal("%.1f %%", figures.path("contract_violation_percent"), 1) : "–",
                ExplainedText.millis(figures.path("typical_ms")),
                currency.isTextual()
                        ? ExplainedText.decimal("%.6f", figures.path("mean_cost"), 1) + " " + currency.textValue()
                        : "–",
                ExplainedText.decimal("%+.2f", figures.path("feedback"), 1));
    }
}
