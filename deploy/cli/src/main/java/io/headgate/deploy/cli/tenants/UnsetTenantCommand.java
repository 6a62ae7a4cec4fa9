package io.headgate.deploy.cli.tenants;

import io.headgate.api.access.audit.Actor;
import io.headgate.deploy.cli.Specs;
import io.headgate.schemas.id.TenantId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes a tenant's settings back. */
@Command(
        name = "unset",
        description = "Take a tenant's settings back: what the catalogue says of it holds again.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UnsetTenantCommand implements Callable<Integer> {
    @Mixin
    private final TenantParameter tenant = new TenantParameter();

    @Mixin
    private final Administration administration = new Administration();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        TenantId id = tenant.id();
        boolean had = administration.desk().unset(id, Actor.onTheCommandLine());
        Specs.out(spec)
                .println(
                        had
                                ? "Tenant %s has no settings of its own any more.%s"
                                        .formatted(id, administration.remark())
                                : "Tenant %s had no settings of its own.".formatted(id));
        Specs.out(spec).flush();
        return 0;
    }
}
