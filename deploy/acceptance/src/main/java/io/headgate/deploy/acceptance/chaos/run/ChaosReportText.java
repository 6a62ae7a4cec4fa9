package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.deploy.acceptance.chaos.plan.FaultText;
import io.headgate.deploy.cli.Table;
import io.headgate.deploy.simulator.behaviour.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report as text: what was done, how soon each kind recovered, what it cost, and the verdict. */
final class ChaosReportText {
    private static final String UNKNOWN = "–";
    private static final int SOME = 10;

    private ChaosReportText() {}

    static String of(ChaosReport report) {
        StringBuilder text = new StringBuilder();
        text.append("\nFaults, seed %d\n".formatted(report.settings().seed()))
                .append(faults(report))
                .append('\n');
        text.append("Recovery\n").append(recovery(report.lines())).append('\n');
        text.append("Kill points\n").append(hits(report)).append('\n');
        text.append(figures(report)).append('\n').append(report.verdict().text());
        return text.append(
                        report.holds()
                                ? "All that could be judged holds.\n"
                                : "It does not hold. The plan and the seed above bring the same faults again.\n")
                .toString();
    }

    private static Table faults(ChaosReport report) {
        Table table = new Table("at", "fault", "over after", "recovered after");
        report.lines()
                .forEach(line -> table.row(
                        DurationText.print(line.deed().planned().at()),
                        FaultText.print(line.deed().fault()),
                        switch (line.deed().outcome()) {
                            case Deed.Outcome.Struck _ -> seconds(line.deed().took());
                            case Deed.Outcome.NotReached() -> "not reached";
                            case Deed.Outcome.Failed(var why) -> "failed: " + why;
                        },
                        Recovery.kind(line.deed().fault()).isEmpty()
                                ? ""
                                : line.recovery().map(ChaosReportText::seconds).orElse(UNKNOWN)));
        return table;
    }

    private static Table recovery(List<ChaosReport.Line> lines) {
        Map<String, List<ChaosReport.Line>> byKind = lines.stream()
                .filter(line -> line.deed().struck()
                        && Recovery.kind(line.deed().fault()).isPresent())
                .collect(Collectors.groupingBy(
                        line -> Recovery.kind(line.deed().fault()).orElseThrow(), TreeMap::new, Collectors.toList()));
        Table table = new Table("of", "times", "median", "longest", "aimed at", "never");
        byKind.forEach((kind, all) -> {
            List<Duration> known = all.stream()
                    .map(ChaosReport.Line::recovery)
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
            table.row(
                    kind,
                    all.size(),
                    known.isEmpty() ? UNKNOWN : seconds(known.get(known.size() / 2)),
                    known.isEmpty() ? UNKNOWN : seconds(known.getLast()),
                    Recovery.aim(kind).map(ChaosReportText::seconds).orElse(UNKNOWN),
                    all.size() - known.size());
        });
        return table;
    }

    private static Table hits(ChaosReport report) {
        Table table = new Table("killed", "hits");
        report.hits().forEach(table::row);
        return table;
    }

    private static String figures(ChaosReport report) {
        StringBuilder text = new StringBuilder();
        text.append("%,d requests, %,d without a result%s\n"
                .formatted(
                        report.requests(),
                        report.open().size(),
                        report.open().isEmpty()
                                ? ""
                                : ": "
                                        + report.open().stream()
                                                .sorted()
                                                .limit(SOME)
                                                .collect(Collectors.joining(", "))));
        text.append("%,d calls reached the providers, %.3f for each request\n"
                .formatted(report.calls(), report.amplification()));
        text.append("%,d duplicates absorbed; clients asked an API again %,d times\n"
                .formatted(report.absorbed(), report.repeatsOverHttp()));
        report.endedByThemselves()
                .forEach((process, times) ->
                        text.append("%s ended by itself %d times and was started again\n".formatted(process, times)));
        return text.toString();
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1e3);
    }
}
