package io.headgate.metering.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BookRecords;
import io.headgate.metering.Installation;
import io.headgate.metering.aggregate.Bucket;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was booked before the books were kept by month is in them afterwards, to the last decimal. */
class CarryOverIT {
    private static final String LEDGER = """
            INSERT INTO usage_ledger (
                tenant, request_id, attempt_id, number, alias, provider, endpoint, model, provider_model, project, tags,
                status, meter_input, meter_cache_read, meter_cache_write_5m, meter_cache_write_1h, meter_output,
                meter_reasoning, meter_request, meter_second, price_id, currency, cost, unpriced_reason, started_at,
                duration_ms, revision, source_partition, source_offset)
            SELECT 'acme', 'r' || i, 'r' || i || '/1', 1, 'fast', 'sim', 'eu', 'm', 'm-1', 'p', '{"a": "b"}',
                   (ARRAY['completed', 'retryable', 'unknown', 'refused'])[1 + i % 4], i, 0, 0, 0, 1, 0, 1, 0, 'm@1',
                   CASE WHEN i % 5 > 0 THEN 'USD' END, CASE WHEN i % 5 > 0 THEN 0.000000000000000001 * i END,
                   CASE WHEN i % 5 = 0 THEN 'no price' END, timestamptz '2026-10-30T00:00Z' + i * interval '1 hour',
                   100, 1, 0, i
            FROM generate_series(1, 100) AS i""";
    private static final String ROLLUP = """
            INSERT INTO rollup_minute
            SELECT tenant, date_trunc('minute', started_at), project, alias, provider, endpoint, model, provider_model,
                   currency, count(*), count(*) FILTER (WHERE status = 'completed'),
                   count(*) FILTER (WHERE cost IS NULL), 0, sum(meter_input), 0, 0, 0, sum(meter_output), 0,
                   sum(meter_request), 0, sum(cost)
            FROM usage_ledger GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9""";
    private static final String SPEND = """
            SELECT (day, tenant, project, alias, provider, model, currency, attempts, completed, input_tokens,
                    output_tokens, cost, unpriced, estimated)::text
            FROM finance.spend_by_day ORDER BY 1""";

    private HikariDataSource database;

    @BeforeEach
    void bookAsBefore() throws Exception {
        Servers servers = TestServers.shared();
        database = Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword());
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .target("3")
                .load()
                .migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(LEDGER);
            statement.execute(ROLLUP);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everySumIsWhatItWas() throws Exception {
        List<String> spend = rows(SPEND);

        Migrations.migrate(database);

        assertThat(rows(SPEND)).isEqualTo(spend);
        String ledger = one("""
                SELECT (count(*), sum(cost), sum(meter_input), count(*) FILTER (WHERE status IN ('retryable', 'refused')),
                        count(*) FILTER (WHERE status = 'unknown'), sum(duration_ms),
                        sum(cost) FILTER (WHERE status IN ('retryable', 'refused')))::text
                FROM usage_ledger WHERE accounted_at = started_at AND kind = 'attempt'""");
        assertThat(ledger).startsWith("(100,0.000000000000004000,5050,50,25,10000,");
        for (Bucket bucket : Bucket.values()) {
            assertThat(one("""
                            SELECT (sum(attempts), sum(amount), sum(meter_input), sum(failed), sum(unknown), sum(duration_ms),
                                    sum(cost_failed))::text
                            FROM %s""".formatted(bucket.table()))).as(bucket.table()).isEqualTo(ledger);
        }
        assertThat(one("SELECT count(*)::text FROM rollup_month")).isEqualTo("4");
        assertThat(one("SELECT count(*)::text FROM usage_ledger_2026_10")).isEqualTo("47");
    }

    @Test
    void newAttemptsAddToThem() throws Exception {
        Migrations.migrate(database);
        List<Attempt> attempts =
                List.of(AttemptFixture.completed("acme", "new", Instant.parse("2026-10-30T01:00:30Z"), 1_000_000, 0));

        BookRecords.intoLedger(database, attempts, 1_000);
        BookRecords.intoRollups(database, attempts);

        for (String table : List.of("rollup_minute", "rollup_month")) {
            assertThat(one("SELECT (sum(attempts), sum(amount))::text FROM " + table))
                    .as(table)
                    .isEqualTo("(101,0.150000000001004000)");
        }
        assertThat(one("SELECT (count(*), sum(cost))::text FROM usage_ledger")).isEqualTo("(101,0.150000000001004000)");
    }

    private String one(String sql) throws SQLException {
        return rows(sql).getFirst();
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            while (results.next()) {
                rows.add(results.getString(1));
            }
        }
        return rows;
    }
}
