package io.headgate.deploy.cli;

import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceMain;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Runs one service as a process of its own. */
@Command(
        name = "run",
        description = "Run one service as a process of its own, on a real cluster.",
        footer = "For its options: headgate run SERVICE --help",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SERVICE", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Role role = Role.ROUTER;

    @Unmatched
    private List<String> serviceArguments = List.of();

    @Override
    public Integer call() {
        CommandLine service = ServiceMain.commandLine(
                EnumSet.of(role), "headgate run " + role.name().toLowerCase(Locale.ROOT));
        return service.execute(serviceArguments.toArray(String[]::new));
    }
}
