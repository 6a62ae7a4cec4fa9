package io.headgate.deploy.cli;

import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one service as a process of its own; each service is a command below this one. */
@Command(
        name = "run",
        description = "Run one service as a process of its own, on a real cluster.",
        synopsisSubcommandLabel = "SERVICE",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand {
    private RunCommand() {}

    static CommandLine commandLine() {
        CommandLine run = new CommandLine(new RunCommand());
        for (Role role : Role.values()) {
            run.addSubcommand(role.optionName(), ServiceMain.commandLine(role, role.optionName()));
        }
        return run;
    }
}
