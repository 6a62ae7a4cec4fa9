package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.profile.Profiler;
import io.headgate.deploy.benchmarks.report.BenchmarkRun;
import io.headgate.deploy.benchmarks.report.Help;
import io.headgate.deploy.benchmarks.report.ReportOptions;
import io.headgate.deploy.benchmarks.rig.Rig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flow benchmark: starts what it needs, runs the scenarios one after another, prints one table. */
@Command(
        name = "flow",
        description = {
            "Measure the whole of Headgate, everything on, beside a raw copy in Kafka, a hand-written consumer and the bare client.",
            "Broker, Postgres, simulated provider and each service have processes of their own on this machine."
        },
        mixinStandardHelpOptions = true,
        version = Help.VERSION,
        sortOptions = false,
        footer = {"", Help.RATIOS, Help.EXIT_CODES})
public final class FlowBenchmark implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these scenarios: latency, http, saturation, in-flight, batch, idle.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Everything small, a minute or two: to see that it runs.")
    private boolean quick;

    @Option(names = "--standalone", description = "Headgate and its broker in one JVM, as 'headgate up' runs them.")
    private boolean standalone;

    @Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            description = "Arrivals a second in 'latency' (default 200, quick 50).")
    private List<Integer> rates = List.of();

    @Option(
            names = "--open",
            paramLabel = "N",
            description = "Requests open at once in 'saturation' (default 2000, quick 100).")
    private @Nullable Integer open;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Requests open at once in 'in-flight' (default 4000, quick 100).")
    private @Nullable Integer inFlight;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "Lines of the batch in 'batch' (default 50000, quick 500).")
    private @Nullable Integer lines;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a measurement (default 20, quick 2).")
    private @Nullable Integer seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "Seconds of load before each measurement, until the compiler is done (default 120, of a baseline of one process 30; quick 1).")
    private @Nullable Integer warmUp;

    @ArgGroup(exclusive = false)
    private @Nullable Gateway gateway;

    @Option(
            names = "--simulator-port",
            paramLabel = "PORT",
            description = "Port of the simulated provider, for a gateway that is to call it; a free one otherwise.")
    private int simulatorPort;

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            description = "Record where the services' time goes, print the most of it, and leave the recordings there.")
    private @Nullable Path profile;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "JVM option of those that are measured, besides the launcher's; may be repeated.")
    private List<String> jvm = List.of();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        CommandSpec line = Objects.requireNonNull(spec, "set by picocli");
        BenchmarkRun run = report.run(line.commandLine());
        FlowPlan plan = plan(line);
        List<FlowScenarios> chosen = run.chosen(FlowScenarios.values(), only);
        Profiler profiler = profile == null ? null : Profiler.into(profile);
        int exit = measure(run, plan, chosen, profiler);
        if (profiler != null) {
            line.commandLine().getOut().println();
            line.commandLine().getOut().print(profiler.table());
            line.commandLine().getOut().flush();
        }
        return exit;
    }

    private int measure(BenchmarkRun run, FlowPlan plan, List<FlowScenarios> chosen, @Nullable Profiler profiler)
            throws IOException, InterruptedException, SQLException {
        return run.of((rows, progress, others) -> {
            try (Rig rig = new Rig(progress, others, quick ? Rig.BRIEF : List.of(), simulatorPort);
                    FlowBench bench = new FlowBench(rig, plan, progress, standalone, gateway, profiler)) {
                for (FlowScenarios next : chosen) {
                    rows.addAll(next.scenario().run(bench));
                }
            }
        });
    }

    private FlowPlan plan(CommandSpec line) {
        if (simulatorPort < 0 || simulatorPort > MAX_PORT) {
            throw new ParameterException(
                    line.commandLine(),
                    "--simulator-port: seen %d, allowed 0 to %d".formatted(simulatorPort, MAX_PORT));
        }
        if (gateway != null) {
            gateway.problem().ifPresent(problem -> {
                throw new ParameterException(line.commandLine(), problem);
            });
        }
        try {
            FlowPlan plan = quick ? FlowPlan.QUICK : FlowPlan.FULL;
            plan = rates.isEmpty() ? plan : plan.withRates(rates);
            plan = open == null ? plan : plan.withOpen(open);
            plan = inFlight == null ? plan : plan.withInFlight(inFlight);
            plan = lines == null ? plan : plan.withLines(lines);
            plan = seconds == null ? plan : plan.withMeasured(Duration.ofSeconds(seconds));
            plan = warmUp == null ? plan : plan.withWarmUp(Duration.ofSeconds(warmUp));
            return plan.withJvm(jvm);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
