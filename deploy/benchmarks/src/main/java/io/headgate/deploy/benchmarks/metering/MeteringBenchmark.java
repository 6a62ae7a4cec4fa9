package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.report.BenchmarkRun;
import io.headgate.deploy.benchmarks.report.Help;
import io.headgate.deploy.benchmarks.report.ReportOptions;
import io.headgate.deploy.benchmarks.rig.Rig;
import java.io.IOException;
import java.sql.SQLException;
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

/** The metering benchmark: starts what it needs, runs the scenarios one after another, prints one table. */
@Command(
        name = "metering",
        description = {
            "Measure metering beside a bare Kafka Streams aggregation of the same records, and into Postgres.",
            "Broker, Postgres and whoever is measured have processes of their own on this machine; the ledger is written by this one."
        },
        mixinStandardHelpOptions = true,
        version = Help.VERSION,
        sortOptions = false,
        footer = {"", Help.RATIOS, Help.EXIT_CODES})
public final class MeteringBenchmark implements Callable<Integer> {
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

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        CommandSpec line = Objects.requireNonNull(spec, "set by picocli");
        BenchmarkRun run = report.run(line.commandLine());
        MeteringPlan plan = plan(line);
        List<MeteringScenarios> chosen = run.chosen(MeteringScenarios.values(), only);
        return run.of((rows, progress, others) -> {
            try (Rig rig = new Rig(progress, others, quick ? Rig.BRIEF : List.of())) {
                MeteringBench bench = new MeteringBench(rig, plan, progress);
                for (MeteringScenarios next : chosen) {
                    rows.addAll(next.scenario().run(bench));
                }
            }
        });
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
