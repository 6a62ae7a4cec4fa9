package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Postgres;
import io.headgate.metering.report.UsageReport;
import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A month's spend by tenant and model, from the month's rollup: 20,000 lines of 100 tenants, 5 projects, 20 models and 2
 * prices each, that sum up ten million attempts. How many attempts a line sums up makes no difference; that is the point.
 */
final class ReportTime implements MeteringScenario {
    private static final String NAME = "report";
    private static final Figure WANTED = Figure.millis(100_000);
    private static final int TIMES = 50;
    private static final long ATTEMPTS = 10_000_000;
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-12-01T00:00:00Z");
    private static final String FILL = """
            INSERT INTO rollup_month (month, tenant, project, alias, provider, endpoint, model, provider_model, price_id,
                currency, attempts, completed, unpriced, estimated, meter_input, meter_cache_read, meter_cache_write_5m,
                meter_cache_write_1h, meter_output, meter_reasoning, meter_request, meter_second, amount)
            SELECT date '2026-11-01', 't' || t, 'p' || p, 'fast', 'bench', 'main', 'm' || m, 'm' || m, 'm' || m || '@' || v,
                   'USD', ? / 20000, ? / 20000, 0, 0, 500000, 0, 0, 0, 50000, 0, 500, 0, 0.123456789012345678
            FROM generate_series(1, 100) AS t, generate_series(1, 5) AS p, generate_series(1, 20) AS m,
                 generate_series(1, 2) AS v""";

    @Override
    public List<Row> run(MeteringBench bench) throws SQLException {
        bench.progress().step("%s: the lines of %,d attempts".formatted(NAME, ATTEMPTS));
        DataSource database = Postgres.dataSource(bench.rig().postgres().database());
        Migrations.migrate(database);
        fill(database);
        UsageReport.Query month = new UsageReport.Query(null, FROM, TO);
        ConcurrentHistogram times = Percentiles.histogram();
        long attempts = 0;
        for (int i = 0; i < TIMES; i++) {
            long from = System.nanoTime();
            List<UsageReport.Row> rows = UsageReport.read(database, month);
            Percentiles.record(times, System.nanoTime() - from);
            attempts = rows.stream().mapToLong(UsageReport.Row::attempts).sum();
        }
        Percentiles seen = Percentiles.of(times);
        return List.of(
                Row.of(NAME, "month by tenant and model p50", Figure.millis(seen.p50())),
                Row.of(NAME, "month by tenant and model p99", Figure.millis(seen.p99()))
                        .wanted(new Target.AtMost(WANTED)),
                Row.of(NAME, "attempts in it", Figure.records(attempts))
                        .against("booked", Figure.records(ATTEMPTS))
                        .wanted(new Target.Same()));
    }

    private static void fill(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement fill = connection.prepareStatement(FILL)) {
            fill.setLong(1, ATTEMPTS);
            fill.setLong(2, ATTEMPTS);
            fill.executeUpdate();
        }
    }
}
