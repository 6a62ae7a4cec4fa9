package io.headgate.deploy.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.cli.Table;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** An explanation for people. */
public final class ExplainedText {
    private static final String NOTHING = "–";

    private ExplainedText() {}

    /** Several lines, a line break after each. */
    public static String of(Answer answer) {
        return switch (answer) {
            case Answer.Refused refused -> refused(refused);
            case Answer.Routed(JsonNode report) -> routed(report);
        };
    }

    private static String refused(Answer.Refused refused) {
        return "✗ would not be taken in: %s: %s%s%n"
                .formatted(
                        refused.code(),
                        refused.message(),
                        refused.allowed() == null ? "" : " (allowed: " + refused.allowed() + ")");
    }

    private static String routed(JsonNode report) {
        String needs = words(report.path("needs").path("capabilities"));
        return "%s of %s, strategy %s, catalogue revision %s%nabout %d tokens in%s%n%n%s%n%s%s%s"
                .formatted(
                        report.path("alias").asText(),
                        report.path("tenant").asText(),
                        report.path("strategy").asText(),
                        report.path("catalog_revision").asText(),
                        report.path("needs").path("input_tokens").asLong(),
                        needs.isEmpty() ? "" : "; needs " + needs,
                        table(report.path("considered")),
                        report.path("canary").isObject() ? CanaryText.of(report.path("canary")) : "",
                        outcome(report),
                        notAsked(report.path("not_asked")));
    }

    private static Table table(JsonNode considered) {
        Table table = new Table("", "model", "at", "expected cost", "score", "success", "p50", "wait", "why not");
        for (JsonNode candidate : considered) {
            JsonNode health = candidate.path("health");
            JsonNode why = candidate.path("passed_over");
            table.row(
                    why.isTextual() ? "" : "→",
                    candidate.path("catalog_model").asText(),
                    candidate.path("provider").asText() + "/"
                            + candidate.path("endpoint").asText(),
                    money(candidate.path("expected_cost")),
                    decimal("%.4g", candidate.path("score"), 1),
                    decimal("%.1f %%", health.path("success_rate"), 100),
                    millis(health.path("latency_p50_ms")),
                    millis(health.path("expected_wait_ms")),
                    why.isTextual() ? why.textValue() : "");
        }
        return table;
    }

    private static String outcome(JsonNode report) {
        JsonNode chosen = report.path("chosen");
        if (!chosen.isObject()) {
            return "✗ nobody can serve it%n".formatted();
        }
        JsonNode variant = report.path("variant");
        JsonNode waits = report.path("waits");
        return "→ %s at %s/%s%s, at most %s%s%n"
                .formatted(
                        chosen.path("catalog_model").asText(),
                        chosen.path("provider").asText(),
                        chosen.path("endpoint").asText(),
                        variant.isTextual() ? " (variant " + variant.textValue() + ")" : "",
                        money(chosen.path("reservation").path("amount")),
                        waits.isObject()
                                ? "; its slack would let it wait for %s until %s"
                                        .formatted(
                                                waits.path("catalog_model").asText(),
                                                waits.path("until").asText())
                                : "");
    }

    private static String notAsked(JsonNode notAsked) {
        return notAsked.isEmpty() ? "" : "not asked: %s%n".formatted(words(notAsked));
    }

    private static String words(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private static String money(JsonNode money) {
        return money.isObject()
                ? money.path("amount").asText() + " " + money.path("currency").asText()
                : "unpriced";
    }

    static String millis(JsonNode millis) {
        return millis.isNumber() ? millis.asLong() + " ms" : NOTHING;
    }

    static String decimal(String format, JsonNode number, double times) {
        return number.isNumber() ? String.format(Locale.ROOT, format, number.asDouble() * times) : NOTHING;
    }
}
