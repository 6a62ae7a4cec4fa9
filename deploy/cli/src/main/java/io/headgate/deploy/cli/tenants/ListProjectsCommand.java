package io.headgate.deploy.cli.tenants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.OutputFormat;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Table;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.read.SettingsText;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.tenant.feed.TenantTopic;
import io.headgate.schemas.tenant.feed.TenantTopic.Said;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists a tenant's projects that have limits. */
@Command(
        name = "list",
        description = "List the projects of a tenant that have limits among its settings.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ListProjectsCommand implements Callable<Integer> {
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
        PrintWriter out = Specs.out(spec);
        Said said = new TenantTopic(connect.kafka(), connect.codecs().tenantSettings())
                .newest()
                .get(id);
        int exit = switch (said) {
            case Said.Unreadable(TenantId _, String why) -> {
                out.println("The settings of %s cannot be read: %s".formatted(id, why));
                yield 1;
            }
            case Said.Set(TenantSettings settings) -> {
                out.print(output.json() ? lines(settings) : text(settings.projectLimits()));
                yield 0;
            }
            case null, default -> {
                out.print(output.json() ? "" : text(Map.of()));
                yield 0;
            }
        };
        out.flush();
        return exit;
    }

    /** As {@code GET /v1/admin/tenants/{tenant}/projects} has them, one a line. */
    private static String lines(TenantSettings settings) throws JsonProcessingException {
        StringBuilder lines = new StringBuilder();
        if (SettingsText.tree(settings).get("project_limits") instanceof Map<?, ?> projects) {
            for (Map.Entry<?, ?> project : projects.entrySet()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("id", String.valueOf(project.getKey()));
                line.put("limits", project.getValue());
                lines.append(new ObjectMapper().writeValueAsString(line)).append(System.lineSeparator());
            }
        }
        return lines.toString();
    }

    private static String text(Map<String, List<Limit>> projects) {
        Table table = new Table("project", "measure", "window", "amount", "when exceeded");
        new TreeMap<>(projects)
                .forEach((project, limits) -> limits.forEach(limit -> {
                    String amount = limit.amount().toPlainString();
                    table.row(
                            project,
                            lower(limit.measure()),
                            lower(limit.window()),
                            limit.currency() == null ? amount : amount + " " + limit.currency(),
                            lower(limit.onExceeded()));
                }));
        return table.isEmpty() ? "No project of the tenant has limits of its own.\n" : table.toString();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
