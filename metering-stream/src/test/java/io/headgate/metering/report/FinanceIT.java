package io.headgate.metering.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BooksReader;
import io.headgate.metering.BooksWriter;
import io.headgate.metering.Installation;
import io.headgate.metering.finance.Readme;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Usage;
import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FinanceIT {
    private static final Instant NOW = Instant.now();
    private static HikariDataSource database;

    @BeforeAll
    static void book() throws SQLException {
        Servers servers = TestServers.shared();
        database = Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword());
        Migrations.migrate(database);
        BooksWriter.book(
                database,
                List.of(
                        attempt("acme", "1", "small", "search", 1_000_000, 1_000_000),
                        attempt("acme", "2", "small", "search", 1, 0),
                        attempt("acme", "3", "large", "search", 1_000_000, 0),
                        attempt("acme", "4", "unpriced", "search", 7, 7),
                        attempt("globex", "5", "small", "", 2_000_000, 0)));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void reportHasEachTenantAndModel_whenNoTenantIsAsked() throws SQLException {
        List<UsageReport.Row> rows = read(null);

        assertThat(rows)
                .extracting(row -> row.tenant() + " " + row.model() + " " + row.costs())
                .containsExactly(
                        "acme large [2.50 EUR]",
                        "acme small [0.750000150004000001 USD]",
                        "acme unpriced []",
                        "globex small [0.300000000002 USD]");
        assertThat(rows.get(2).unpriced()).isOne();
        assertThat(rows.get(1).inputTokens()).isEqualTo(1_000_001);
        assertThat(rows.get(1).outputTokens()).isEqualTo(1_000_000);
        assertThat(rows.get(1).attempts()).isEqualTo(2);
    }

    @Test
    void reportHasOneTenantsRowsOnly_whenItIsAsked() throws SQLException {
        assertThat(read(new TenantId("globex")))
                .singleElement()
                .satisfies(row -> assertThat(row.costs()).containsExactly(Money.of("0.300000000002", "USD")));
    }

    @Test
    void reportIsEmpty_whenNothingStartedInTheSpan() throws SQLException {
        UsageReport.Query tomorrow = new UsageReport.Query(null, NOW.plusSeconds(120), NOW.plusSeconds(240));

        assertThat(UsageReport.read(database, tomorrow)).isEmpty();
    }

    @Test
    void readmeSaysWhatEachProjectCostThisMonth() throws Exception {
        assertThat(run(Readme.OF_THE_PROJECT.query("What did each project cost this month")))
                .containsExactly(
                        "acme|search|EUR|2.500000000000000000|0",
                        "acme|search|USD|0.750000150004000001|0",
                        "acme|search|null|null|1",
                        "globex||USD|0.300000000002000000|0");
    }

    @Test
    void readmeSaysWhichModelsCostMost() throws Exception {
        assertThat(run(Readme.OF_THIS_MODULE.query("Which models cost most per thousand completed attempts?")))
                .containsExactly(
                        "sim|large|EUR|2.500000000000000000|1|2500.0000",
                        "sim|small|USD|1.050000150006000001|3|350.0001");
    }

    @Test
    void everyColumnOfFinanceSaysWhatItIs() throws SQLException {
        assertThat(BooksReader.count(database, """
                        SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                        WHERE c.relnamespace = 'finance'::regnamespace AND a.attnum > 0
                          AND col_description(c.oid, a.attnum) IS NULL""")).isZero();
    }

    @Test
    void oneMigratesAndTheOthersWait_whenSeveralStartAtOnce() throws SQLException {
        Servers servers = TestServers.shared();
        try (HikariDataSource fresh =
                Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword())) {
            fresh.setMaximumPoolSize(16);
            CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> Migrations.migrate(fresh)))
                            .limit(4)
                            .toArray(CompletableFuture[]::new))
                    .join();
            assertThat(BooksReader.count(
                            fresh, "SELECT count(*) FROM flyway_schema_history WHERE version = '1' AND success"))
                    .isOne();
        }
    }

    private static List<UsageReport.Row> read(@Nullable TenantId tenant) throws SQLException {
        return UsageReport.read(database, new UsageReport.Query(tenant, NOW.minusSeconds(3_600), NOW.plusSeconds(60)));
    }

    private static Attempt attempt(
            String tenant, String request, String model, String project, long input, long output) {
        return AttemptFixture.attempt(
                tenant,
                request,
                model,
                Map.of("project", project),
                NOW,
                AttemptStatus.COMPLETED,
                new Usage(Map.of(Meter.INPUT, input, Meter.OUTPUT, output), Usage.Source.REPORTED));
    }

    private static List<String> run(String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(rows.getString(column)));
                }
                lines.add(String.join("|", values));
            }
        }
        return lines;
    }
}
