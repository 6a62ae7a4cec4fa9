package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.jvm.OtherWork;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.JsonReport;
import io.headgate.deploy.benchmarks.report.Machine;
import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Table;
import io.headgate.deploy.benchmarks.report.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The metering benchmark: starts what it needs, runs the scenarios one after another, prints one table. */
@Command(
        name = "metering",
        description = {
            "Measure metering beside a bare Kafka Streams aggregation of the same records, and into Postgres.",
            "Broker, Postgres and whoever is measured have processes of their own on this machine; the ledger is written by this one."
        },
        mixinStandardHelpOptions = true,
        version = "headgate-benchmarks 0.1.0",
        sortOptions = false,
        footer = {
            "",
            "Ratios of one run may be compared between machines; absolute figures may not. Leave the machine alone meanwhile.",
            "Exit codes: 0 measured; 1 it could not be measured; 2 the command line is wrong; 3 with --strict, a target was missed."
        })
public final class MeteringBenchmark implements Callable<Integer> {
    private static final int MISSED = 3;
    /** More than this of all cores, and the machine was not ours: what a scenario lost to others is not known. */
    private static final Figure QUIET = Figure.percent(5);

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these scenarios: aggregate, ledger, visible, report.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Everything small, a minute: to see that it runs.")
    private boolean quick;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "Attempts, or rows of the ledger, that are measured (default 500000).")
    private @Nullable Integer attempts;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description =
                    "JVM option of those that are measured, in place of -Xmx512m and -XX:+UseSerialGC; may be repeated.")
    private List<String> jvm = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as well, as JSON.")
    private @Nullable Path json;

    @Option(names = "--strict", description = "Exit with 3 when a target was missed.")
    private boolean strict;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        CommandSpec line = Objects.requireNonNull(spec, "set by picocli");
        MeteringPlan plan = plan(line);
        List<MeteringScenarios> chosen = chosen(line);
        Machine machine = Machine.here();
        List<Row> rows = new ArrayList<>();
        try {
            measure(plan, chosen, new Progress(line.commandLine().getErr()), rows);
        } finally {
            // What was measured before something broke is worth its while.
            report(line.commandLine().getOut(), machine, rows);
        }
        boolean missed = rows.stream().anyMatch(row -> !row.met().orElse(true));
        return strict && missed ? MISSED : 0;
    }

    private static void measure(MeteringPlan plan, List<MeteringScenarios> chosen, Progress progress, List<Row> rows)
            throws InterruptedException, SQLException {
        OtherWork others = OtherWork.watch();
        try (MeteringBench bench = new MeteringBench(plan, progress)) {
            for (MeteringScenarios next : chosen) {
                rows.addAll(next.scenario().run(bench));
            }
        }
        others.percent()
                .ifPresent(percent -> rows.add(Row.of("machine", "CPU used by others", Figure.percent(percent))
                        .wanted(new Target.AtMost(QUIET))));
    }

    private void report(PrintWriter out, Machine machine, List<Row> rows) throws IOException {
        out.println();
        out.print(new Table(rows));
        out.println();
        out.println(machine);
        out.flush();
        if (json != null) {
            JsonReport.write(json, machine, rows);
        }
    }

    private List<MeteringScenarios> chosen(CommandSpec line) {
        try {
            return only.isEmpty()
                    ? List.of(MeteringScenarios.values())
                    : only.stream().map(MeteringScenarios::named).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line.commandLine(), "--only: " + e.getMessage(), e);
        }
    }

    private MeteringPlan plan(CommandSpec line) {
        try {
            MeteringPlan plan = quick ? MeteringPlan.QUICK : MeteringPlan.FULL;
            plan = attempts == null ? plan : plan.withMeasured(attempts);
            return jvm.isEmpty() ? plan : plan.withJvm(jvm);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
