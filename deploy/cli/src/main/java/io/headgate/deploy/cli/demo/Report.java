package io.headgate.deploy.cli.demo;

import io.headgate.deploy.cli.Table;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.InferenceResult;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Prints what happened in a batch. */
final class Report {
    private static final int BAR = 24;

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void results(Tally tally) {
        Map<String, Long> byEnd = new TreeMap<>();
        tally.results().forEach(result -> byEnd.merge(end(result), 1L, Long::sum));
        Table table = new Table("results", "requests", "");
        byEnd.forEach((end, count) -> table.row(end, count, bar(count, tally.ended())));
        section(table);
        Map<String, Long> retried = new TreeMap<>();
        tally.results().stream()
                .flatMap(result -> result.attempts().stream())
                .filter(attempt -> attempt.failure() != null)
                .forEach(attempt -> retried.merge(failed(attempt), 1L, Long::sum));
        if (!retried.isEmpty()) {
            Table failed = new Table("failed attempts, tried again elsewhere", "attempts");
            retried.forEach(failed::row);
            section(failed);
        }
    }

    void latency(Tally tally) {
        section(new Table("accepted → result", "p50", "p90", "p99", "max")
                .row("", millis(tally, 0.5), millis(tally, 0.9), millis(tally, 0.99), millis(tally, 1)));
    }

    /** A line for each prompt; where answers differ, below it what each format said. */
    void formats(FormatComparison comparison) {
        List<String> columns = new ArrayList<>(List.of("prompt", "answer", "finish", "in", "out"));
        columns.addAll(comparison.formats());
        columns.add("");
        Table table = new Table(columns.toArray(String[]::new));
        Table told = new Table("differs", "format", "answer", "finish", "in", "out");
        for (FormatComparison.Row row : comparison.rows()) {
            List<Object> cells = new ArrayList<>(List.of(row.prompt()));
            cells.addAll(cells(row.first()));
            row.replies().values().forEach(reply -> cells.add(reply.cell()));
            cells.add(row.equal() ? "equal" : "differs");
            table.row(cells.toArray());
            if (!row.equal()) {
                row.replies().forEach((format, reply) -> tell(told, row.prompt(), format, reply));
            }
        }
        out.print(table);
        out.println(
                "Digests are of answer, finish reason and tokens; –: the format has no words for the prompt, and refuses it.");
        comparison
                .unsaid()
                .forEach((format, prompts) -> out.printf("Not sent to %s: %s.%n", format, String.join(", ", prompts)));
        section("");
        if (!told.isEmpty()) {
            section(told);
        }
    }

    private static void tell(Table told, String prompt, String format, FormatReply reply) {
        List<Object> cells = new ArrayList<>(List.of(prompt, format));
        cells.addAll(cells(
                reply instanceof FormatReply.Answered(NormalisedAnswer answer)
                        ? Optional.of(answer)
                        : Optional.empty()));
        told.row(cells.toArray());
    }

    private static List<Object> cells(Optional<NormalisedAnswer> answer) {
        return answer.<List<Object>>map(
                        said -> List.of(said.beginning(), said.finish(), said.inputTokens(), said.outputTokens()))
                .orElse(List.of("–", "–", "–", "–"));
    }

    void spend(List<Books.Spend> spend) {
        Table table = new Table("tenant", "model", "attempts", "tokens in", "tokens out", "cost", "");
        BigDecimal total = BigDecimal.ZERO;
        for (Books.Spend line : spend) {
            table.row(
                    line.tenant(),
                    line.model(),
                    line.sum().attempts(),
                    line.sum().inputTokens(),
                    line.sum().outputTokens(),
                    Figures.money(line.sum().cost()),
                    line.currency() == null ? "unpriced" : line.currency());
            total = total.add(line.sum().cost());
        }
        out.println("From Postgres (finance.spend_by_day):");
        section(table);
    }

    void whatIf(List<WhatIf> whatIf, BigDecimal spent) {
        if (whatIf.isEmpty()) {
            return;
        }
        Table table = new Table("estimate: had one provider done it all", "cost", "against ours");
        row(table, whatIf.getLast(), "dearest", spent);
        row(table, whatIf.getFirst(), "cheapest", spent);
        section(table);
    }

    private static void row(Table table, WhatIf line, String which, BigDecimal spent) {
        String ratio = spent.signum() == 0 ? "–" : "× " + line.cost().amount().divide(spent, 2, RoundingMode.HALF_UP);
        table.row("%s (%s)".formatted(line.model().name(), which), line.cost(), ratio);
    }

    void verdict(Verdict verdict) {
        verdict.lines().forEach(out::println);
        out.flush();
    }

    private void section(Object text) {
        out.println(text);
        out.flush();
    }

    private static String end(InferenceResult result) {
        return switch (result.outcome()) {
            case InferenceResult.Completed completed -> completed.target().provider() + " completed";
            case InferenceResult.Failed failed ->
                "failed: " + failed.failure().code().wireName();
        };
    }

    private static String failed(AttemptSummary attempt) {
        return attempt.target().provider() + ": "
                + (attempt.failure() == null ? "" : attempt.failure().code().wireName());
    }

    private static String bar(long count, int total) {
        return "█".repeat((int) Math.max(1, count * BAR / Math.max(1, total)));
    }

    private static String millis(Tally tally, double share) {
        return "%,d ms".formatted(tally.latency(share).toMillis());
    }
}
