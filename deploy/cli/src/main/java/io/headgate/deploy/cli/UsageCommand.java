package io.headgate.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.metering.report.UsageReport;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.process.DatabaseOptions;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the books. */
@Command(
        name = "usage",
        description = "Show tokens and cost by tenant and model, from Postgres.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UsageCommand implements Callable<Integer> {
    /** The column of variants, where they are told apart. */
    private static final int VARIANT = 2;

    @Mixin
    private final ConnectOptions connect = new ConnectOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's.")
    private @Nullable String tenant;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "From this day or instant on, UTC (default: the first).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "WHEN",
            description = "Before this day or instant, UTC (default: all that is booked).")
    private @Nullable String to;

    @Option(names = "--by-variant", description = "Tell the variants of routes apart: canaries, shares.")
    private boolean byVariant;

    @Mixin
    private final OutputFormat output = new OutputFormat();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        UsageReport.Query query = new UsageReport.Query(
                tenant == null ? null : new TenantId(tenant),
                from == null ? Instant.EPOCH : BookDatabase.instant("--from", from),
                to == null ? endOfMonth() : BookDatabase.instant("--to", to),
                byVariant);
        List<UsageReport.Row> rows = UsageReport.read(BookDatabase.of(connect, database), query);
        PrintWriter out = Specs.out(spec);
        if (output.json()) {
            rows.forEach(row -> out.println(json(row)));
        } else if (rows.isEmpty()) {
            out.println("Nothing is booked in that time.");
        } else {
            out.print(table(rows));
        }
        out.flush();
        return 0;
    }

    private Table table(List<UsageReport.Row> rows) {
        List<String> header = new ArrayList<>(List.of(
                "tenant",
                "model",
                "attempts",
                "completed",
                "tokens in",
                "tokens out",
                "cost",
                "unpriced",
                "estimated"));
        if (byVariant) {
            header.add(VARIANT, "variant");
        }
        Table table = new Table(header.toArray(String[]::new));
        for (UsageReport.Row row : rows) {
            List<Object> cells = new ArrayList<>(List.of(
                    row.tenant(),
                    row.model(),
                    row.attempts(),
                    row.completed(),
                    row.inputTokens(),
                    row.outputTokens(),
                    row.costs().isEmpty()
                            ? "–"
                            : row.costs().stream().map(Money::toString).collect(Collectors.joining(" + ")),
                    row.unpriced(),
                    row.estimated()));
            if (byVariant) {
                cells.add(VARIANT, row.variant() == null ? "–" : row.variant());
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private static String json(UsageReport.Row row) {
        ObjectNode node = new ObjectMapper()
                .createObjectNode()
                .put("tenant", row.tenant().value())
                .put("model", row.model().value())
                .put("variant", row.variant())
                .put("attempts", row.attempts())
                .put("completed", row.completed())
                .put("input_tokens", row.inputTokens())
                .put("output_tokens", row.outputTokens())
                .put("unpriced", row.unpriced())
                .put("estimated", row.estimated());
        ArrayNode costs = node.putArray("costs");
        row.costs()
                .forEach(cost -> costs.addObject()
                        .put("amount", cost.amount().stripTrailingZeros().toPlainString())
                        .put("currency", cost.currency().getCurrencyCode()));
        return node.toString();
    }

    /** Nothing is booked ahead of time, and whole months are read as months. */
    private static Instant endOfMonth() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return today.withDayOfMonth(1)
                .plusMonths(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
