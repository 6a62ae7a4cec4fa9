package io.headgate.deploy.cli.tenants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.OutputFormat;
import io.headgate.deploy.cli.Specs;
import io.headgate.schemas.catalog.read.SettingsText;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.tenant.feed.TenantTopic;
import io.headgate.schemas.tenant.feed.TenantTopic.Said;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows a tenant's settings, as a file that could set them. */
@Command(
        name = "show",
        description = "Show a tenant's settings as a file that `tenants set` takes.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 it has settings; 1 it has none, or they cannot be read."})
final class ShowTenantCommand implements Callable<Integer> {
    @Mixin
    private final TenantParameter tenant = new TenantParameter();

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        TenantId id = tenant.id();
        Said said = new TenantTopic(connect.kafka(), connect.codecs().tenantSettings())
                .newest()
                .get(id);
        PrintWriter out = Specs.out(spec);
        int exit = switch (said) {
            case Said.Set(TenantSettings settings) -> {
                out.print(text(settings));
                yield 0;
            }
            case Said.Unreadable(TenantId _, String why) -> {
                out.println("The settings of %s cannot be read: %s".formatted(id, why));
                yield 1;
            }
            case null, default -> {
                out.println("Tenant %s has no settings: what the catalogue says of it holds.".formatted(id));
                yield 1;
            }
        };
        out.flush();
        return exit;
    }

    private String text(TenantSettings settings) throws JsonProcessingException {
        return output.json()
                ? new ObjectMapper().writeValueAsString(SettingsText.tree(settings)) + System.lineSeparator()
                : "# Tenant %s, set by %s at %s%n"
                                .formatted(settings.tenant(), settings.updatedBy(), settings.updatedAt())
                        + SettingsText.yaml(settings);
    }
}
