package io.headgate.schemas.process;

import io.headgate.schemas.telemetry.Logs;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The life of a service as a process of its own: read the options, start, run until told to stop. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
public final class ServiceMain implements Callable<Integer> {
    private final Role role;
    private final Object[] beans;

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    private ServiceMain(Role role, Object[] beans) {
        this.role = role;
        this.beans = beans;
    }

    /** Runs a service until the process is told to stop, then exits: 0, or 2 for a wrong command line. */
    public static void run(Role role, String[] args) {
        Logs.configure();
        System.exit(commandLine(role, "headgate run " + role.optionName()).execute(args));
    }

    /**
     * The command that runs a role, alone or as part of a larger command line.
     *
     * @param beans further ones for the process, for whoever embeds it
     */
    public static CommandLine commandLine(Role role, String name, Object... beans) {
        CommandLine command = new CommandLine(new ServiceMain(role, beans))
                .setCommandName(name)
                .setExecutionExceptionHandler(new PlainErrors());
        command.getCommandSpec().usageMessage().description(role.description());
        return command;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServiceSettings settings = options.settings(role.keepsDatabase());
        try (StopSignal stop = StopSignal.listen();
                ServiceProcess process = ServiceProcess.start(
                        EnumSet.of(role), settings, ServiceCodecs.of(settings.schemaRegistry()), beans)) {
            System.out.println(role.optionName() + " management on " + process.management());
            System.out.println(role.optionName() + " listening on " + process.address());
            stop.await();
        }
        return CommandLine.ExitCode.OK;
    }
}
