package io.headgate.metering.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.Installation;
import io.headgate.metering.finance.HandWrittenBooks;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.sql.Migrations;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvExportIT {
    @TempDir
    Path directory;

    private static HandWrittenBooks books;

    @BeforeAll
    static void open() throws SQLException {
        books = HandWrittenBooks.open();
    }

    @AfterAll
    static void close() {
        books.close();
    }

    @Test
    void aTenantsDaysAreExactAndPlain() throws Exception {
        assertThat(export("spend_by_day", Instant.parse("2026-11-15T00:00:00Z"), null, new TenantId("globex")))
                .startsWith("day,tenant,project,alias,provider,model,currency,attempts,completed,input_tokens,"
                        + "output_tokens,cost,unpriced,estimated,variant,failed,cost_failed,unknown\r\n")
                .contains(
                        "\r\n2026-11-15,globex,\"\",fast-text,mistral,large,EUR,1,1,1000000,0,2.501000000001,0,0,,0,,0\r\n")
                .contains("\r\n2026-11-15,globex,\"\",fast-text,local,own,,1,1,70,30,,1,0,,0,,0\r\n")
                .doesNotContain("acme")
                .hasLineCount(4);
    }

    @Test
    void focusIsBySpanOfItsChargePeriod_withInstantsInUtc() throws Exception {
        assertThat(export(
                        "focus_cost_and_usage_v1_2",
                        Instant.parse("2026-11-02T11:00:00Z"),
                        Instant.parse("2026-11-02T12:00:00Z"),
                        null))
                .contains("\r\n0.04,openai,,USD,2026-11-15T08:00:00Z,2026-10-15T07:00:00Z,Usage,,small of openai: Input"
                        + " Tokens,Usage-Based,2026-11-02T12:00:00Z,2026-11-02T11:00:00Z,100000,Tokens,0.04,0.0000004,")
                .contains("\"{\"\"project\"\": \"\"search\"\"}\"")
                .hasLineCount(2);
    }

    @Test
    void textIsNeutralised_andNumbersStayNumbers() throws Exception {
        try (HandWrittenBooks hostile = HandWrittenBooks.empty()) {
            hostile.execute("""
                    CREATE VIEW finance.hostile AS
                    SELECT '=HYPERLINK("http://x")' AS formula, '-1' AS text, -1.50::numeric AS number, 7::bigint AS whole,
                           NULL::text AS nothing, '' AS empty, true AS flag, E'two\\nlines' AS lines""");

            assertThat(export(hostile, new ExportQuery("hostile", null, null, null)))
                    .isEqualTo("formula,text,number,whole,nothing,empty,flag,lines\r\n"
                            + "\"'=HYPERLINK(\"\"http://x\"\")\",'-1,-1.5,7,,\"\",true,\"two\nlines\"\r\n");
        }
    }

    @Test
    void everyShippedViewIsExported() throws Exception {
        for (String view : FinanceViews.SHIPPED) {
            assertThat(export(view, null, null, null)).as(view).contains(",");
        }
    }

    @Test
    void memoryDoesNotGrowWithTheRows() throws Exception {
        Servers servers = TestServers.shared();
        String url = TestServers.freshDatabase();
        try (var pool = Installation.pool(url, servers.jdbcUser(), servers.jdbcPassword());
                Connection connection = pool.getConnection()) {
            Migrations.migrate(pool);
            // Six times the heap of the process that exports them.
            connection.createStatement().execute("""
                    CREATE VIEW finance.generated AS
                    SELECT n, repeat('x', 1000) AS text FROM generate_series(1, 200000) AS n""");
        }

        assertThat(ExportInSmallHeap.run(
                        List.of(url, servers.jdbcUser(), servers.jdbcPassword(), "generated"),
                        directory.resolve("log")))
                .contains("rows 200000");
    }

    private static String export(String view, @Nullable Instant from, @Nullable Instant to, @Nullable TenantId tenant)
            throws SQLException, IOException {
        return export(books, new ExportQuery(view, from, to, tenant));
    }

    private static String export(HandWrittenBooks from, ExportQuery query) throws SQLException, IOException {
        StringBuilder out = new StringBuilder();
        try (Connection connection = from.dataSource().getConnection()) {
            ExportQuery.Plan plan = query.plan(FinanceViews.read(connection));
            assertThat(plan).isInstanceOf(ExportQuery.Ready.class);
            long rows = CsvExport.write(connection, (ExportQuery.Ready) plan, out);
            assertThat(rows).isNotNegative();
            assertThat(connection.getAutoCommit()).isTrue();
        }
        return out.toString();
    }
}
