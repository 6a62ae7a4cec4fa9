package io.headgate.deploy.cli.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.access.audit.AuditRow;
import io.headgate.deploy.cli.OutputFormat;
import io.headgate.deploy.cli.Specs;
import io.headgate.deploy.cli.Table;
import io.headgate.schemas.id.TenantId;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows who administered what. */
@Command(
        name = "audit",
        description = "Show acts of administration, the newest first, from Postgres.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class AuditCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only those that concern this tenant.")
    private @Nullable String tenant;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Mixin
    private final KeyRing ring = new KeyRing();

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        List<AuditRow> rows =
                ring.audit().list(Optional.ofNullable(tenant).map(TenantId::new), Optional.empty(), Math.max(1, limit));
        PrintWriter out = Specs.out(spec);
        if (output.json()) {
            for (AuditRow row : rows) {
                out.println(JSON.writeValueAsString(row));
            }
        } else if (rows.isEmpty()) {
            out.println("Nothing has been administered.");
        } else {
            Table table = new Table("at", "who", "via", "what", "of", "tenant");
            rows.forEach(row -> table.row(
                    row.at(),
                    row.actor(),
                    row.via(),
                    row.action(),
                    row.subject(),
                    row.tenant() == null ? "–" : row.tenant()));
            out.print(table);
        }
        out.flush();
        return 0;
    }
}
