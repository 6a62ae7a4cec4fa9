package io.headgate.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.metering.report.QuotaReport;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.DatabaseOptions;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is used of limits. */
@Command(
        name = "quotas",
        description = "Show what is spent, reserved and left of each limit that was used, from Postgres.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class QuotasCommand implements Callable<Integer> {
    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's.")
    private @Nullable String tenant;

    @Option(names = "--all", description = "Windows that are over, too.")
    private boolean all;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        QuotaReport.Query query = new QuotaReport.Query(tenant == null ? null : new TenantId(tenant), all);
        List<QuotaReport.Row> rows = QuotaReport.read(BooksDatabase.of(connect.database(database)), query);
        PrintWriter out = Specs.out(spec);
        if (output.json()) {
            rows.forEach(row -> out.println(json(row)));
        } else if (rows.isEmpty()) {
            out.println("No limit was used" + (all ? "." : " in its present window; --all shows those that are over."));
        } else {
            out.print(table(rows));
        }
        out.flush();
        return 0;
    }

    static Table table(List<QuotaReport.Row> rows) {
        Table table = new Table("tenant", "limit on", "from", "limit", "spent", "reserved", "left", "used", "forecast");
        for (QuotaReport.Row row : rows) {
            table.row(
                    row.tenant(),
                    limitOn(row),
                    row.windowEnd() == null ? "–" : row.windowStart(),
                    amount(row.limit(), row),
                    amount(row.spent(), row),
                    amount(row.reserved(), row),
                    amount(row.remaining(), row),
                    percent(row.share()),
                    row.forecast() == null ? "–" : "~" + amount(row.forecast(), row));
        }
        return table;
    }

    /** {@code cost per month of project 'search'}. */
    private static String limitOn(QuotaReport.Row row) {
        String what = row.windowEnd() == null ? "requests in flight" : row.measure() + " per " + row.window();
        return what
                + (row.project() == null ? "" : " of project '" + row.project() + "'")
                + (row.model() == null ? "" : " on " + row.model());
    }

    private static String amount(@Nullable BigDecimal amount, QuotaReport.Row row) {
        return amount == null ? "–" : plain(amount) + (row.currency() == null ? "" : " " + row.currency());
    }

    private static String percent(@Nullable BigDecimal share) {
        return share == null
                ? "–"
                : share.movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
    }

    static String json(QuotaReport.Row row) {
        ObjectNode node = new ObjectMapper()
                .createObjectNode()
                .put("tenant", row.tenant().value())
                .put("project", row.project())
                .put("model", row.model())
                .put("measure", row.measure())
                .put("window", row.window())
                .put("currency", row.currency())
                .put("window_start", row.windowStart().toString())
                .put("window_end", text(row.windowEnd()));
        // Decimals as text: a reader's numbers may be binary.
        node.put("limit", decimal(row.limit()))
                .put("spent", decimal(row.spent()))
                .put("reserved", decimal(row.reserved()))
                .put("left", decimal(row.remaining()))
                .put("share", decimal(row.share()))
                .put("forecast", decimal(row.forecast()))
                .put("overshot", decimal(row.overshot()));
        return node.toString();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable String decimal(@Nullable BigDecimal amount) {
        return amount == null ? null : plain(amount);
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
