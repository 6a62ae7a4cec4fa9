package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.report.BenchmarkRun;
import io.headgate.deploy.benchmarks.report.Help;
import io.headgate.deploy.benchmarks.report.ReportOptions;
import io.headgate.deploy.benchmarks.rig.Rig;
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

/** The router benchmark: starts what it needs, runs the scenarios one after another, prints one table. */
@Command(
        name = "router",
        description = {
            "Measure routing decisions, and the router beside a raw Kafka Streams copy of the same records.",
            "Broker and whoever is measured have JVMs of their own on this machine; decisions are measured by JMH."
        },
        mixinStandardHelpOptions = true,
        version = Help.VERSION,
        sortOptions = false,
        footer = {"", Help.RATIOS, Help.EXIT_CODES})
public final class RouterBenchmark implements Callable<Integer> {
    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these scenarios: decision, throughput, latency, recovery.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Everything small, a minute: to see that it runs.")
    private boolean quick;

    @Option(names = "--requests", paramLabel = "N", description = "Requests measured in throughput (default 100000).")
    private @Nullable Integer requests;

    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "Requests remembered when a router is killed (default 1000000, quick 20000).")
    private @Nullable Integer keys;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description =
                    "JVM option of those that are measured, in place of -Xmx512m and -XX:+UseSerialGC; may be repeated.")
    private List<String> jvm = List.of();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec line = Objects.requireNonNull(spec, "set by picocli");
        BenchmarkRun run = report.run(line.commandLine());
        RouterPlan plan = plan(line);
        List<RouterScenarios> chosen = run.chosen(RouterScenarios.values(), only);
        return run.of((rows, progress, others) -> {
            try (Rig rig = new Rig(progress, others, quick ? Rig.BRIEF : List.of())) {
                RouterBench bench = new RouterBench(rig, plan, progress);
                for (RouterScenarios next : chosen) {
                    rows.addAll(next.scenario().run(bench));
                }
            }
        });
    }

    private RouterPlan plan(CommandSpec line) {
        try {
            RouterPlan plan = quick ? RouterPlan.QUICK : RouterPlan.FULL;
            plan = requests == null ? plan : plan.withMeasured(requests);
            plan = keys == null ? plan : plan.withKeys(keys);
            return jvm.isEmpty() ? plan : plan.withJvm(jvm);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
