package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.jvm.OtherWork;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.JsonReport;
import io.headgate.deploy.benchmarks.report.Machine;
import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Table;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Rig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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

/** The worker benchmark: starts what it needs, runs the scenarios one after another, prints one table. */
@Command(
        name = "worker",
        description = {
            "Measure the provider workers beside the bare HTTP client and beside a hand-written consumer.",
            "Broker, simulated provider and whoever is measured have JVMs of their own on this machine."
        },
        mixinStandardHelpOptions = true,
        version = "headgate-benchmarks 0.1.0",
        sortOptions = false,
        footer = {
            "",
            "Ratios of one run may be compared between machines; absolute figures may not. Leave the machine alone meanwhile.",
            "Exit codes: 0 measured; 1 it could not be measured; 2 the command line is wrong; 3 with --strict, a target was missed."
        })
public final class WorkerBenchmark implements Callable<Integer> {
    private static final int MISSED = 3;
    /** More than this of all cores, and the machine was not ours: what a scenario lost to others is not known. */
    private static final Figure QUIET = Figure.percent(5);

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these scenarios: in-flight, instant, latency, idle.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Everything small, a minute or two: to see that it runs.")
    private boolean quick;

    @Option(names = "--in-flight", paramLabel = "N", description = "Slow calls at once (default 10000, quick 200).")
    private @Nullable Integer inFlight;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a measurement (default 20, quick 2).")
    private @Nullable Integer seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of 'instant', of which medians are told (default 3, quick 1).")
    private @Nullable Integer rounds;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description =
                    "Option of the JVMs that are measured, in place of -Xmx512m and -XX:+UseG1GC; may be repeated.")
    private List<String> jvm = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as well, as JSON.")
    private @Nullable Path json;

    @Option(names = "--strict", description = "Exit with 3 when a target was missed.")
    private boolean strict;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec line = Objects.requireNonNull(spec, "set by picocli");
        Plan plan = plan(line);
        List<Scenarios> chosen = chosen(line);
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

    private static void measure(Plan plan, List<Scenarios> chosen, Progress progress, List<Row> rows)
            throws InterruptedException {
        OtherWork others = OtherWork.watch();
        progress.step("starting a broker");
        try (Rig rig = Rig.start()) {
            Bench bench = new Bench(rig, plan, progress);
            for (Scenarios next : chosen) {
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

    private List<Scenarios> chosen(CommandSpec line) {
        try {
            return only.isEmpty()
                    ? List.of(Scenarios.values())
                    : only.stream().map(Scenarios::named).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line.commandLine(), "--only: " + e.getMessage(), e);
        }
    }

    private Plan plan(CommandSpec line) {
        try {
            Plan plan = quick ? Plan.QUICK : Plan.FULL;
            plan = inFlight == null ? plan : plan.withInFlight(inFlight);
            plan = seconds == null ? plan : plan.withMeasured(Duration.ofSeconds(seconds));
            plan = rounds == null ? plan : plan.withRounds(rounds);
            return jvm.isEmpty() ? plan : plan.withJvm(jvm);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
