package io.headgate.deploy.cli;

import io.headgate.deploy.cli.demo.DemoCommand;
import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.telemetry.Logs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

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
            ResultsCommand.class,
            UsageCommand.class,
            RunCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done; 1 it could not be done; 2 the command line is wrong; 3 somebody else was first.",
            "Start with: headgate demo"
        })
public final class Headgate {
    private static final IExecutionExceptionHandler SAY_IT = (e, line, parsed) -> {
        if (e instanceof OptionError || e instanceof CommandLine.ParameterException) {
            line.getErr().println(line.getColorScheme().errorText(String.valueOf(e.getMessage())));
            return line.getCommandSpec().exitCodeOnInvalidInput();
        }
        line.getErr().println(line.getColorScheme().errorText(line.getCommandName() + ": " + causes(e)));
        if (System.getenv("HEADGATE_STACKTRACE") != null) {
            e.printStackTrace(line.getErr());
        } else {
            line.getErr().println("For the whole trace set HEADGATE_STACKTRACE=1.");
        }
        return line.getCommandSpec().exitCodeOnExecutionException();
    };

    private Headgate() {}

    public static void main(String[] args) {
        Logs.configure();
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, for {@link #main} and for tests. */
    public static CommandLine commandLine() {
        return new CommandLine(new Headgate())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(SAY_IT);
    }

    private static String causes(Throwable thrown) {
        StringBuilder text = new StringBuilder(describe(thrown));
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            text.append("; because: ").append(describe(cause));
        }
        return text.toString();
    }

    private static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
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
