package io.headgate.deploy.cli.tenants;

import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.tenant.feed.TenantTopic;
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
    private final ConnectOptions connect = new ConnectOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        TenantId id = tenant.id();
        new TenantTopic(connect.kafka(), connect.codecs().tenantSettings()).takeBack(id);
        Specs.out(spec).println("Tenant %s has no settings of its own any more.".formatted(id));
        Specs.out(spec).flush();
        return 0;
    }
}
