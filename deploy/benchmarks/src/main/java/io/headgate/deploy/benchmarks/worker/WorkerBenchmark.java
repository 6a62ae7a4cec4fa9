package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.report.BenchmarkRun;
import io.headgate.deploy.benchmarks.report.Help;
import io.headgate.deploy.benchmarks.report.ReportOptions;
import io.headgate.deploy.benchmarks.rig.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
        version = Help.VERSION,
        sortOptions = false,
        footer = {"", Help.RATIOS, Help.EXIT_CODES})
public final class WorkerBenchmark implements Callable<Integer> {
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

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec line = Objects.requireNonNull(spec, "set by picocli");
        BenchmarkRun run = report.run(line.commandLine());
        Plan plan = plan(line);
        List<Scenarios> chosen = run.chosen(Scenarios.values(), only);
        return run.of((rows, progress, others) -> {
            try (Rig rig = new Rig(progress, others, quick ? Rig.BRIEF : List.of())) {
                Bench bench = new Bench(rig, plan, progress);
                for (Scenarios next : chosen) {
                    rows.addAll(next.scenario().run(bench));
                }
            }
        });
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
