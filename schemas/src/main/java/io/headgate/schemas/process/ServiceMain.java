package io.headgate.schemas.process;

import io.headgate.schemas.telemetry.Logs;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The life of a service as a process of its own: read the options, start, run until told to stop. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
public final class ServiceMain implements Callable<Integer> {
    private final Set<Role> roles;

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    private ServiceMain(Set<Role> roles) {
        this.roles = roles;
    }

    /** Runs a service until the process is told to stop; then exits with 0, or with 2 for a wrong command line. */
    public static void run(Role role, String[] args) {
        Logs.configure();
        System.exit(commandLine(EnumSet.of(role), "headgate run " + role.optionName())
                .execute(args));
    }

    /** The command that runs these roles, for a command line of which it is a part. */
    public static CommandLine commandLine(Set<Role> roles, String name) {
        CommandLine command = new CommandLine(new ServiceMain(roles)).setCommandName(name);
        command.setExecutionExceptionHandler((e, line, parsed) -> {
            if (e instanceof OptionError || e instanceof StartRefusedException) {
                line.getErr().println(line.getColorScheme().errorText(String.valueOf(e.getMessage())));
                return e instanceof OptionError
                        ? line.getCommandSpec().exitCodeOnInvalidInput()
                        : line.getCommandSpec().exitCodeOnExecutionException();
            }
            throw e;
        });
        return command;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServiceSettings settings = options.settings(roles.contains(Role.METERING) || roles.contains(Role.API));
        try (StopSignal stop = StopSignal.listen();
                ServiceProcess process =
                        ServiceProcess.start(roles, settings, ServiceCodecs.of(settings.schemaRegistry()))) {
            System.out.println(roles + " listening on " + process.address());
            stop.await();
        }
        return CommandLine.ExitCode.OK;
    }
}
