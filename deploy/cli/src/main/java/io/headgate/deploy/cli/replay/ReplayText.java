package io.headgate.deploy.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.cli.Table;
import java.util.ArrayList;
import java.util.List;

/** Plans and replays for people. */
final class ReplayText {
    private static final String NOTHING = "–";

    private ReplayText() {}

    /** What would be sent, and what not. */
    static String plan(JsonNode plan) {
        long count = plan.path("count").asLong();
        StringBuilder text = new StringBuilder();
        if (count == 0) {
            text.append("Nothing would be sent.\n");
        } else {
            Table table = new Table("of", "name", "requests");
            rows(table, "code", plan.path("by_code"));
            rows(table, "provider", plan.path("by_provider"));
            rows(table, "alias", plan.path("by_alias"));
            text.append("%,d requests would be sent:%n%n".formatted(count))
                    .append(table)
                    .append('\n');
            text.append(estimate(plan.path("estimate")));
        }
        return text.append(leftOut(plan.path("left_out"))).toString();
    }

    private static void rows(Table table, String of, JsonNode counts) {
        counts.properties()
                .forEach(entry -> table.row(of, entry.getKey(), entry.getValue().asLong()));
    }

    private static String estimate(JsonNode estimate) {
        long unpriced = estimate.path("unpriced").asLong();
        return "Estimate: at most %s%s, for about %,d tokens in and at most %,d out%s.%n"
                .formatted(
                        amounts(estimate.path("at_most")),
                        unpriced == 0 ? "" : ", and %,d requests without a known price".formatted(unpriced),
                        estimate.path("input_tokens").asLong(),
                        estimate.path("output_tokens_at_most").asLong(),
                        estimate.path("usual_output_tokens").isNumber()
                                ? "; %,d are usual"
                                        .formatted(estimate.path("usual_output_tokens")
                                                .asLong())
                                : "");
    }

    private static String amounts(JsonNode amounts) {
        List<String> told = new ArrayList<>();
        amounts.forEach(amount -> told.add(
                amount.path("amount").asText() + " " + amount.path("currency").asText()));
        return told.isEmpty() ? NOTHING : String.join(" + ", told);
    }

    private static String leftOut(JsonNode leftOut) {
        StringBuilder text = new StringBuilder();
        say(text, leftOut, "answered", "a replay has answered since (--again sends them all the same)");
        say(
                text,
                leftOut,
                "failed_again",
                "failed again in a replay, which stands in their place (--again sends them too)");
        say(text, leftOut, "gone", "the topic keeps no more");
        say(text, leftOut, "broken", "could never be served as they came");
        say(text, leftOut, "unroutable", "have nobody to go to");
        return text.toString();
    }

    private static void say(StringBuilder text, JsonNode counts, String name, String what) {
        long number = counts.path(name).asLong();
        if (number > 0) {
            text.append("Left out: %,d that %s.%n".formatted(number, what));
        }
    }

    /** One line: how far a replay is. */
    static String progress(JsonNode replay) {
        JsonNode counts = replay.path("counts");
        return "%s %s: %,d of %,d sent, %,d completed, %,d failed, %,d refused, %,d gone"
                .formatted(
                        replay.path("id").asText(),
                        replay.path("status").asText(),
                        counts.path("sent").asLong(),
                        counts.path("total").asLong(),
                        counts.path("completed").asLong(),
                        counts.path("failed").asLong(),
                        counts.path("refused").asLong(),
                        counts.path("gone").asLong());
    }

    /** What it has cost. */
    static String cost(JsonNode replay) {
        JsonNode counts = replay.path("counts");
        long unpriced = counts.path("unpriced").asLong();
        return "Cost of what completed: %s%s"
                .formatted(
                        amounts(counts.path("costs")),
                        unpriced == 0 ? "" : ", and %,d without a known price".formatted(unpriced));
    }

    /** Whether nothing will change any more. */
    static boolean isOver(JsonNode replay) {
        JsonNode counts = replay.path("counts");
        long ended = counts.path("completed").asLong() + counts.path("failed").asLong();
        return !replay.path("status").asText().equals("running")
                && ended == counts.path("sent").asLong();
    }
}
