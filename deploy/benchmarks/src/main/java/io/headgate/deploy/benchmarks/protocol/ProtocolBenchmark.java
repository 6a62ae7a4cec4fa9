package io.headgate.deploy.benchmarks.protocol;

import io.headgate.deploy.benchmarks.report.BenchmarkRun;
import io.headgate.deploy.benchmarks.report.Help;
import io.headgate.deploy.benchmarks.report.ReportOptions;
import java.io.IOException;
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

/** The benchmark of HTTP/2: starts what it needs, runs the scenarios one after another, prints one table. */
@Command(
        name = "http2",
        description = {
            "Measure HTTP/2 beside the HTTP/1.1 of the worker's client: the same calls to the same provider over TLS.",
            "Simulated provider and whoever is measured have JVMs of their own on this machine."
        },
        mixinStandardHelpOptions = true,
        version = Help.VERSION,
        sortOptions = false,
        footer = {"", Help.RATIOS, Help.EXIT_CODES})
public final class ProtocolBenchmark implements Callable<Integer> {
    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these scenarios: small-64, small-512, streams-64, streams-512.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Everything brief, half a minute: to see that it runs.")
    private boolean quick;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of a measurement, and of the warm-up before it (default 10, quick 1).")
    private @Nullable Integer seconds;

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec line = Objects.requireNonNull(spec, "set by picocli");
        BenchmarkRun run = report.run(line.commandLine());
        ProtocolPlan plan = plan(line);
        List<ProtocolScenarios> chosen = run.chosen(ProtocolScenarios.values(), only);
        return run.of((rows, progress, _) -> {
            progress.step("starting a provider that speaks TLS");
            try (ProtocolRig rig = ProtocolRig.start(plan)) {
                for (ProtocolScenarios next : chosen) {
                    rows.addAll(next.run(rig, progress));
                }
            }
        });
    }

    private ProtocolPlan plan(CommandSpec line) {
        try {
            ProtocolPlan plan = quick ? ProtocolPlan.QUICK : ProtocolPlan.FULL;
            return seconds == null ? plan : plan.withSeconds(seconds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
