package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.report.Progress;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A month's books, made by Postgres itself, which is quicker than any way from outside: rows of the ledger one by one, in the order
 * of time, and the month's rollup summed up from just these rows.
 */
final class FilledBooks {
    /** A transaction each, and told of. */
    private static final int CHUNK = 500_000;

    private static final String MONTH = "SELECT usage_ledger_open_month(timestamptz '2026-11-01Z')";

    /** 100 tenants, 5 projects, 20 models and 2 prices: 20,000 lines. Meters and costs add up, or the table refuses them. */
    private static final String LEDGER = """
            INSERT INTO usage_ledger (accounted_at, tenant, request_id, attempt_id, number, alias, provider, endpoint, model,
                provider_model, project, tags, status, usage_source, meter_input, meter_cache_read, meter_cache_write_5m,
                meter_cache_write_1h, meter_output, meter_reasoning, meter_request, meter_second, price_id, currency, cost,
                cost_input, cost_output, cost_request, dispatched_at, started_at, duration_ms, revision, source_partition,
                source_offset)
            SELECT at, 't' || n % 100, 'r-' || n, 'r-' || n || '.1', 1, 'fast', 'bench', 'main', model, model, project,
                   jsonb_build_object('project', project), 'completed', 'reported', input, 0, 0, 0, 100, 0, 1, 0,
                   model || '@' || n / 10000 % 2, 'USD', input * 0.0000004 + 0.00016, input * 0.0000004, 0.00016, 0, at, at,
                   1200, 1, n % 12, n
            FROM (SELECT n, timestamptz '2026-11-01Z' + interval '30 days' * (n::double precision / ?) AS at,
                         'm' || n / 500 % 20 AS model, 'p' || n / 100 % 5 AS project, 1000 + n % 97 AS input
                  FROM generate_series(?::bigint, ?::bigint) AS n) AS attempt""";

    private static final String ROLLUP = """
            INSERT INTO rollup_month (month, tenant, project, tags, alias, provider, endpoint, model, provider_model, price_id,
                currency, attempts, completed, unpriced, estimated, meter_input, meter_cache_read, meter_cache_write_5m,
                meter_cache_write_1h, meter_output, meter_reasoning, meter_request, meter_second, amount, cost_input,
                cost_output, cost_request, duration_ms)
            SELECT date '2026-11-01', tenant, project, tags, alias, provider, endpoint, model, provider_model, price_id,
                   currency, count(*), count(*), 0, 0, sum(meter_input), 0, 0, 0, sum(meter_output), 0, sum(meter_request), 0,
                   sum(cost), sum(cost_input), sum(cost_output), sum(cost_request), sum(duration_ms)
            FROM usage_ledger
            GROUP BY tenant, project, tags, alias, provider, endpoint, model, provider_model, price_id, currency""";

    private FilledBooks() {}

    /** What the ledger has. */
    record Total(long rows, BigDecimal cost) {}

    /** Fills a database that has the tables, and nothing in them, and leaves it at rest; blocks for minutes. */
    static Total fill(DataSource database, long rows, Progress progress) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement ledger = connection.prepareStatement(LEDGER)) {
            statement.execute(MONTH);
            for (long from = 0; from < rows; from += CHUNK) {
                long to = Math.min(from + CHUNK, rows);
                ledger.setLong(1, rows);
                ledger.setLong(2, from);
                ledger.setLong(3, to - 1);
                ledger.executeUpdate();
                progress.step("%,d of %,d rows in the ledger".formatted(to, rows));
            }
            statement.execute(ROLLUP);
            Total total = total(statement);
            rest(statement);
            return total;
        }
    }

    private static Total total(Statement statement) throws SQLException {
        try (ResultSet total = statement.executeQuery("SELECT count(*), sum(cost) FROM usage_ledger")) {
            total.next();
            return new Total(total.getLong(1), total.getBigDecimal(2));
        }
    }

    /** What Postgres would do by and by after so many rows at once, and beside whatever is measured next: it does it now. */
    private static void rest(Statement statement) throws SQLException {
        statement.execute("VACUUM (ANALYZE) usage_ledger, rollup_month");
        statement.execute("CHECKPOINT");
    }
}
