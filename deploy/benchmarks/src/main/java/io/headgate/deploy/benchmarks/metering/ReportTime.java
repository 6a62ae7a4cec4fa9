package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Postgres;
import io.headgate.metering.report.UsageReport;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.sql.Migrations;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.HdrHistogram.ConcurrentHistogram;

/** A month's spend by tenant and model, from the month's rollup: 20,000 lines, beside a ledger that has every attempt of them. */
final class ReportTime implements MeteringScenario {
    private static final String NAME = "report";
    private static final Figure WANTED = Figure.millis(100_000);
    private static final int TIMES = 200;
    /** Until the classes of who asks are loaded. */
    private static final int TIMES_BEFORE = 20;

    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-12-01T00:00:00Z");

    @Override
    public List<Row> run(MeteringBench bench) throws SQLException {
        long wanted = bench.plan().ledgerRows();
        bench.progress().step("%s: a ledger of %,d rows".formatted(NAME, wanted));
        DataSource database = Postgres.dataSource(bench.rig().postgres().database());
        Migrations.migrate(database);
        FilledBooks.Total ledger = FilledBooks.fill(database, wanted, bench.progress());
        UsageReport.Query month = new UsageReport.Query(null, FROM, TO);
        ConcurrentHistogram times = Percentiles.histogram();
        List<UsageReport.Row> rows = List.of();
        for (int i = -TIMES_BEFORE; i < TIMES; i++) {
            long from = System.nanoTime();
            rows = UsageReport.read(database, month);
            if (i >= 0) {
                Percentiles.record(times, System.nanoTime() - from);
            }
        }
        sameCost(ledger, rows);
        long attempts = rows.stream().mapToLong(UsageReport.Row::attempts).sum();
        Percentiles seen = Percentiles.of(times);
        return List.of(
                Row.of(NAME, "month by tenant and model p50", Figure.millis(seen.p50())),
                Row.of(NAME, "month by tenant and model p99", Figure.millis(seen.p99()))
                        .wanted(new Target.AtMost(WANTED)),
                Row.of(NAME, "rows in the ledger", Figure.records(ledger.rows()))
                        .against("filled", Figure.records(wanted))
                        .wanted(new Target.Same()),
                Row.of(NAME, "attempts in it", Figure.records(attempts))
                        .against("rows", Figure.records(ledger.rows()))
                        .wanted(new Target.Same()));
    }

    private static void sameCost(FilledBooks.Total ledger, List<UsageReport.Row> rows) {
        BigDecimal reported = rows.stream()
                .flatMap(row -> row.costs().stream())
                .map(Money::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (reported.compareTo(ledger.cost()) != 0) {
            throw new IllegalStateException("%s: seen a cost of %s, allowed the ledger's %s alone"
                    .formatted(NAME, reported.toPlainString(), ledger.cost().toPlainString()));
        }
    }
}
