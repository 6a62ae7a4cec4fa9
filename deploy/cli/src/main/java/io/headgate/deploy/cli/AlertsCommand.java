package io.headgate.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.metering.report.AlertReport;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.DatabaseOptions;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what somebody should look at. */
@Command(
        name = "alerts",
        description = "Show alerts, the newest first, from Postgres.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AlertsCommand implements Callable<Integer> {
    private static final int MOST = 1_000;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @ArgGroup
    private Which which = new Which();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's.")
    private @Nullable String tenant;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    /** One of the two. */
    static final class Which {
        @Option(names = "--open", description = "Those that are not over (the default).")
        boolean open;

        @Option(names = "--all", description = "The last thousand, those that are over as well.")
        boolean all;
    }

    @Override
    public Integer call() throws SQLException {
        AlertReport.Query query = new AlertReport.Query(which.all, tenant == null ? null : new TenantId(tenant), MOST);
        List<AlertReport.Row> rows = AlertReport.read(dataSource(connect.database(database)), query);
        PrintWriter out = Specs.out(spec);
        if (output.json()) {
            rows.forEach(row -> out.println(json(row)));
        } else if (rows.isEmpty()) {
            out.println(which.all ? "There has been no alert." : "No alert is open.");
        } else {
            out.print(table(rows));
        }
        out.flush();
        return 0;
    }

    private static Table table(List<AlertReport.Row> rows) {
        Table table = new Table("raised", "over", "kind", "rule", "what");
        for (AlertReport.Row row : rows) {
            table.row(
                    shown(row.raisedAt()),
                    row.resolvedAt() == null ? "open" : shown(row.resolvedAt()),
                    row.kind(),
                    row.rule() == null ? "–" : row.rule(),
                    // A project's name is a client's: nothing in it may move the cursor.
                    row.message().replaceAll("\\p{Cntrl}", "?"));
        }
        return table;
    }

    private static String json(AlertReport.Row row) {
        Instant resolved = row.resolvedAt();
        return new ObjectMapper()
                .createObjectNode()
                .put("id", row.id())
                .put("state", row.state())
                .put("kind", row.kind())
                .put("rule", row.rule())
                .put("tenant", row.tenant())
                .put("message", row.message())
                .put("seen", plain(row.seen()))
                .put("threshold", plain(row.threshold()))
                .put("unit", row.unit())
                .put("raised_at", row.raisedAt().toString())
                .put("resolved_at", resolved == null ? null : resolved.toString())
                .toString();
    }

    private static String shown(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }

    private static PGSimpleDataSource dataSource(Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }
}
