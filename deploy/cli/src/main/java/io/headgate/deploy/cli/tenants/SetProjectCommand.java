package io.headgate.deploy.cli.tenants;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.headgate.api.access.tenants.SettingsPatch;
import io.headgate.api.access.tenants.TenantDesk;
import io.headgate.deploy.cli.Specs;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.TenantId;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sets the limits of a project. */
@Command(
        name = "set",
        description = "Set a project's limits, in place of those that it had. What else holds for its tenant stays.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 in force; 1 refused, with every problem."})
final class SetProjectCommand implements Callable<Integer> {
    @Mixin
    private final TenantParameter tenant = new TenantParameter();

    @Mixin
    private final ProjectParameter project = new ProjectParameter();

    @Mixin
    private final LimitsOption limits = new LimitsOption();

    @Option(names = "--dry-run", description = "Only check the limits.")
    private boolean dryRun;

    @Mixin
    private final Administration administration = new Administration();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        TenantId id = tenant.id();
        String wanted = limits.json();
        TenantDesk desk = administration.desk();
        String settings =
                SettingsPatch.withProject(desk.settings().getOrDefault(id, Optional.empty()), project.name(), wanted);
        Change change = new Change(
                id, settings, "The limits of project %s of %s".formatted(project.name(), id), SetProjectCommand::words);
        PrintWriter out = Specs.out(spec);
        int exit = dryRun ? change.check(desk, out) : change.set(desk, administration.remark(), out);
        out.flush();
        return exit;
    }

    /** Where it stands in a text that nobody wrote is of no use. */
    private static String words(Problem problem) {
        return problem.path().isEmpty() ? problem.message() : problem.path() + ": " + problem.message();
    }
}
