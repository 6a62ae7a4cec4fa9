package io.headgate.deploy.cli.tenants;

import io.headgate.api.access.audit.Actor;
import io.headgate.api.access.tenants.SettingsPatch;
import io.headgate.api.access.tenants.TenantDesk;
import io.headgate.deploy.cli.Specs;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes a project's limits back. */
@Command(
        name = "unset",
        description = "Take a project's limits back: what the catalogue says of it holds again.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UnsetProjectCommand implements Callable<Integer> {
    @Mixin
    private final TenantParameter tenant = new TenantParameter();

    @Mixin
    private final ProjectParameter project = new ProjectParameter();

    @Mixin
    private final Administration administration = new Administration();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        TenantId id = tenant.id();
        TenantDesk desk = administration.desk();
        Optional<TenantSettings> settings = desk.settings().getOrDefault(id, Optional.empty());
        boolean had = settings.isPresent() && settings.get().projectLimits().containsKey(project.name());
        if (had) {
            desk.set(id, SettingsPatch.withoutProject(settings, project.name()), Actor.onTheCommandLine());
        }
        Specs.out(spec)
                .println(
                        had
                                ? "Project %s of %s has no limits of its own any more.%s"
                                        .formatted(project.name(), id, administration.remark())
                                : "Project %s of %s had no limits of its own.".formatted(project.name(), id));
        Specs.out(spec).flush();
        return 0;
    }
}
