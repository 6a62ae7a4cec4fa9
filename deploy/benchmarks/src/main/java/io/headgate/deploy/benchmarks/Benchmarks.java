package io.headgate.deploy.benchmarks;

import io.headgate.deploy.benchmarks.flow.FlowBenchmark;
import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.metering.MeteringBenchmark;
import io.headgate.deploy.benchmarks.protocol.ProtocolBenchmark;
import io.headgate.deploy.benchmarks.report.Help;
import io.headgate.deploy.benchmarks.router.RouterBenchmark;
import io.headgate.deploy.benchmarks.worker.WorkerBenchmark;
import io.headgate.schemas.process.PlainErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./headgate bench} runs. */
@Command(
        name = "headgate bench",
        description = "Measure Headgate on this machine, beside what else could be done on it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = Help.VERSION,
        subcommands = {
            WorkerBenchmark.class,
            RouterBenchmark.class,
            MeteringBenchmark.class,
            FlowBenchmark.class,
            ProtocolBenchmark.class,
            CommandLine.HelpCommand.class
        })
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", ChildJvm.LOGS);
        }
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, for {@link #main} and for tests. */
    public static CommandLine commandLine() {
        return new CommandLine(new Benchmarks()).setExecutionExceptionHandler(new PlainErrors());
    }
}
