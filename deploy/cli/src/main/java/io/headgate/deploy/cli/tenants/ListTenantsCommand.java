package io.headgate.deploy.cli.tenants;

import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Table;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.tenant.feed.TenantTopic;
import io.headgate.schemas.tenant.feed.TenantTopic.Said;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the tenants that have settings. */
@Command(
        name = "list",
        description = "List the tenants that have settings of their own.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ListTenantsCommand implements Callable<Integer> {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Table table = new Table("tenant", "state", "tier", "reply topics", "set by", "at");
        new TenantTopic(connect.kafka(), connect.codecs().tenantSettings())
                .newest()
                .forEach((tenant, said) -> {
                    if (said instanceof Said.Set(TenantSettings settings)) {
                        table.row(
                                tenant,
                                settings.enabled() ? "enabled" : "disabled",
                                settings.tier() == null ? "the catalogue's" : settings.tier(),
                                String.join(
                                        " ",
                                        settings.replyTopics().stream().sorted().toList()),
                                settings.updatedBy(),
                                settings.updatedAt());
                    } else {
                        table.row(tenant, "unreadable", "", "", "", "");
                    }
                });
        Specs.out(spec).print(table.isEmpty() ? "No tenant has settings of its own.\n" : table.toString());
        Specs.out(spec).flush();
        return 0;
    }
}
