package io.headgate.deploy.cli;

import io.headgate.deploy.cli.batches.BatchesCommand;
import io.headgate.deploy.cli.books.BooksCommand;
import io.headgate.deploy.cli.books.PeriodsCommand;
import io.headgate.deploy.cli.books.ReconcileCommand;
import io.headgate.deploy.cli.books.RerateCommand;
import io.headgate.deploy.cli.demo.DemoCommand;
import io.headgate.deploy.cli.erase.EraseCommand;
import io.headgate.deploy.cli.keys.AuditCommand;
import io.headgate.deploy.cli.keys.KeysCommand;
import io.headgate.deploy.cli.prices.PricesCommand;
import io.headgate.deploy.cli.probe.ProbeCommand;
import io.headgate.deploy.cli.replay.ReplayCommand;
import io.headgate.deploy.cli.tenants.ProjectsCommand;
import io.headgate.deploy.cli.tenants.TenantsCommand;
import io.headgate.schemas.process.PlainErrors;
import io.headgate.schemas.telemetry.Logs;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Headgate. */
@Command(
        name = "headgate",
        description = "Publish prompts to a topic; get exactly one result each, and a line in the books.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Headgate.Version.class,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ApplyCommand.class,
            SubmitCommand.class,
            ExplainCommand.class,
            TenantsCommand.class,
            ProjectsCommand.class,
            ReplayCommand.class,
            KeysCommand.class,
            AuditCommand.class,
            ResultsCommand.class,
            UsageCommand.class,
            QuotasCommand.class,
            BatchesCommand.class,
            ExportCommand.class,
            EraseCommand.class,
            PricesCommand.class,
            ProbeCommand.class,
            AlertsCommand.class,
            BooksCommand.class,
            RerateCommand.class,
            PeriodsCommand.class,
            ReconcileCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done; 1 it could not be done; 2 the command line is wrong; 3 somebody else was first; 4 a bill differs.",
            "Start with: headgate demo"
        })
public final class Headgate {
    private Headgate() {}

    public static void main(String[] args) {
        Logs.configure();
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, for {@link #main} and for tests. */
    public static CommandLine commandLine() {
        return new CommandLine(new Headgate())
                .addSubcommand(RunCommand.commandLine())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new PlainErrors());
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Headgate.class.getPackage().getImplementationVersion();
            return new String[] {"headgate " + (version == null ? "(not packaged)" : version)};
        }
    }
}
