package io.headgate.deploy.acceptance;

import io.headgate.deploy.acceptance.chaos.ChaosCommand;
import io.headgate.deploy.acceptance.simulation.Simulate;
import io.headgate.deploy.acceptance.verify.VerifyCommand;
import io.headgate.schemas.process.PlainErrors;
import io.headgate.schemas.telemetry.Logs;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./headgate verify}, {@code chaos} and {@code simulate} run: the programs that judge. */
@Command(
        name = "headgate",
        description = "Check what Headgate promises.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "headgate-acceptance 0.1.0",
        sortOptions = false,
        subcommands = {VerifyCommand.class, ChaosCommand.class, Simulate.class, CommandLine.HelpCommand.class})
public final class Acceptance {
    private Acceptance() {}

    public static void main(String[] args) {
        Logs.configure();
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, for {@link #main} and for tests. */
    public static CommandLine commandLine() {
        return new CommandLine(new Acceptance())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new PlainErrors());
    }
}
