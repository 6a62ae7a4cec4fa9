package io.headgate.deploy.cli.tenants;

import io.headgate.api.access.tenants.TenantDesk;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.input.TextFile;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a tenant's settings and puts them in force. */
@Command(
        name = "set",
        description = "Check a tenant's settings against the catalogue in force, and put them in force.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 in force; 1 refused, with every problem and its line."})
final class SetTenantCommand implements Callable<Integer> {
    @Mixin
    private final TenantParameter tenant = new TenantParameter();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The settings, shaped as tenants.<tenant> in catalog.yml, or - for standard input.")
    private Path file = Path.of("-");

    @Option(names = "--dry-run", description = "Only check the file.")
    private boolean dryRun;

    @Mixin
    private final Administration administration = new Administration();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TenantId id = tenant.id();
        String yaml = TextFile.read(file, "a tenant's settings, or - for standard input");
        TenantDesk desk = administration.desk();
        Change change = new Change(id, yaml, "The settings of " + id, Problem::toString);
        PrintWriter out = Specs.out(spec);
        int exit = dryRun ? change.check(desk, out) : change.set(desk, administration.remark(), out);
        out.flush();
        return exit;
    }
}
