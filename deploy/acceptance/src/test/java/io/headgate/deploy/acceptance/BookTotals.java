package io.headgate.deploy.acceptance;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Totals of each tenant, model and currency, recomputed from the log of attempts by the plainest arithmetic there is. */
record BookTotals(Map<String, Sums> byLine) {
    /** Where the books have them: a table or view, and its columns of attempts, unpriced ones, input, output and cost. */
    private static final Map<String, String> BOOKS = new LinkedHashMap<>();

    static {
        BOOKS.put(
                "usage_ledger WHERE kind = 'attempt'",
                "count(*), count(*) FILTER (WHERE cost IS NULL), sum(input_tokens), sum(output_tokens), sum(cost)");
        String rollup = "sum(attempts), sum(unpriced), "
                + "sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h), "
                + "sum(meter_output + meter_reasoning), sum(amount)";
        String view = "sum(attempts), sum(unpriced), sum(input_tokens), sum(output_tokens), sum(cost)";
        Stream.of("minute", "hour", "day", "month").forEach(grain -> BOOKS.put("rollup_" + grain, rollup));
        Stream.of("hour", "day", "month").forEach(grain -> BOOKS.put("finance.spend_by_" + grain, view));
        BOOKS.put("finance.usage_by_tenant_model", view);
    }

    /** Each limit in its present window, and beside it the ledger's sum over the same window, tenant, project and model. */
    private static final String LIMITS = """
            SELECT concat_ws(' ', q.tenant, q.project, q.model, q.measure), q.spent, q.reserved,
                   (SELECT coalesce(CASE q.measure WHEN 'tokens' THEN sum(l.input_tokens + l.output_tokens)
                                                   ELSE sum(l.cost) END, 0)
                    FROM usage_ledger AS l
                    WHERE l.tenant = q.tenant AND l.started_at >= q.window_start AND l.started_at < q.window_end
                      AND (q.project IS NULL OR l.project = q.project) AND (q.model IS NULL OR l.model = q.model)),
                   (SELECT reserved FROM quota_state AS s
                    WHERE (s.tenant, s.measure, s.window_start) = (q.tenant, q.measure, q.window_start)
                      AND s.project IS NOT DISTINCT FROM q.project AND s.model IS NOT DISTINCT FROM q.model)
            FROM finance.quota_consumption AS q
            WHERE q.is_current""";

    /** Counts and exact amounts; the cost is null where nothing has a price. */
    record Sums(
            long attempts,
            long unpriced,
            long input,
            long output,
            @Nullable BigDecimal cost) {
        Sums plus(Sums other) {
            return new Sums(
                    attempts + other.attempts,
                    unpriced + other.unpriced,
                    input + other.input,
                    output + other.output,
                    cost == null || other.cost == null ? null : cost.add(other.cost));
        }

        /** So that equal amounts are equal, whatever their scale. */
        Sums plain() {
            return new Sums(attempts, unpriced, input, output, cost == null ? null : cost.stripTrailingZeros());
        }
    }

    static BookTotals ofTheLog(MoneyFlow flow) {
        Map<String, Sums> sums = new TreeMap<>();
        for (Attempt attempt : ProvidersBill.read(
                flow, flow.topics().attempts(), AvroCodecs.singleObject().attempt())) {
            boolean priced = attempt.cost() instanceof Cost.Priced;
            Usage usage = attempt.usage() == null ? Usage.none() : attempt.usage();
            String line = Stream.of(
                            attempt.key().tenant().value(),
                            attempt.summary().target().model().value(),
                            priced ? "USD" : "unpriced")
                    .collect(joining(" "));
            sums.merge(
                    line,
                    new Sums(
                            1,
                            priced ? 0 : 1,
                            usage.inputTokens(),
                            usage.outputTokens(),
                            priced ? cost(usage, attempt.price()) : null),
                    Sums::plus);
        }
        sums.replaceAll((_, sum) -> sum.plain());
        return new BookTotals(sums);
    }

    /** The stamped price: so much for a million tokens. */
    private static BigDecimal cost(Usage usage, @Nullable Price price) {
        BigDecimal cost = BigDecimal.ZERO;
        for (Meter meter : List.of(Meter.INPUT, Meter.CACHE_READ, Meter.OUTPUT)) {
            long tokens = usage.quantities().getOrDefault(meter, 0L);
            if (tokens > 0 && price != null) {
                BigDecimal rate = requireNonNull(price.rates().get(meter), () -> meter + " at " + price.id());
                cost = cost.add(rate.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6));
            }
        }
        return cost;
    }

    /** I7 and I13: the ledger, all rollups and finance's views have just these totals, and find no difference themselves. */
    void areThoseOfTheBooks(MoneyFlow flow) throws SQLException {
        assertThat(byLine).as("lines of the log").hasSizeGreaterThanOrEqualTo(6);
        for (Map.Entry<String, String> book : BOOKS.entrySet()) {
            assertThat(read(flow, book.getKey(), book.getValue()))
                    .as(book.getKey())
                    .isEqualTo(byLine);
        }
        try (var books = flow.books();
                var statement = books.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*), count(*) FILTER (WHERE agrees) FROM finance.books_check")) {
            row.next();
            assertThat(row.getLong(1))
                    .as("rows of finance.books_check")
                    .isPositive()
                    .isEqualTo(row.getLong(2));
        }
    }

    private static Map<String, Sums> read(MoneyFlow flow, String from, String columns) throws SQLException {
        Map<String, Sums> sums = new TreeMap<>();
        try (var books = flow.books();
                var statement = books.createStatement();
                var row = statement.executeQuery(
                        "SELECT tenant || ' ' || model || ' ' || coalesce(currency, 'unpriced'), " + columns + " FROM "
                                + from + " GROUP BY 1")) {
            while (row.next()) {
                sums.put(
                        row.getString(1),
                        new Sums(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getBigDecimal(6))
                                .plain());
            }
        }
        return sums;
    }

    private record Limit(String name, BigDecimal spent, BigDecimal reserved, BigDecimal ledger, BigDecimal kept) {}

    /** I6 and I7: what limits show as spent is the ledger's sum, and nothing is held. */
    static void limitsShowTheLedger(MoneyFlow flow) throws SQLException {
        List<Limit> limits = new ArrayList<>();
        try (var books = flow.books();
                var statement = books.createStatement();
                var row = statement.executeQuery(LIMITS)) {
            while (row.next()) {
                limits.add(new Limit(
                        row.getString(1),
                        row.getBigDecimal(2),
                        row.getBigDecimal(3),
                        row.getBigDecimal(4),
                        row.getBigDecimal(5)));
            }
        }
        assertThat(limits)
                .extracting(Limit::name)
                .containsExactlyInAnyOrder(
                        "acme tokens",
                        "acme cost",
                        "acme search tokens",
                        "acme south-1 cost",
                        "globex tokens",
                        "globex cost",
                        "initech tokens",
                        "initech cost");
        assertThat(limits).allSatisfy(limit -> {
            assertThat(limit.reserved()).as("%s: reserved", limit.name()).isZero();
            assertThat(limit.kept())
                    .as("%s: reserved in quota_state", limit.name())
                    .isZero();
            assertThat(limit.spent()).as(limit.name()).isPositive().isEqualByComparingTo(limit.ledger());
        });
    }
}
