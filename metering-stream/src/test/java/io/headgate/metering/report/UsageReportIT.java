package io.headgate.metering.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BookRecords;
import io.headgate.metering.Installation;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.sql.Migrations;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageReportIT {
    private static HikariDataSource database;

    @BeforeAll
    static void book() throws Exception {
        Servers servers = TestServers.shared();
        database = Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword());
        Migrations.migrate(database);
        BookRecords.intoRollups(
                database,
                List.of(
                        at("2026-10-31T23:59:59Z"),
                        at("2026-11-01T00:00:00Z"),
                        AttemptFixture.compared(at("2026-11-20T10:30:00Z"), "b", null),
                        at("2026-11-20T10:31:00Z"),
                        at("2026-12-01T00:00:00Z")));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void variantsAreToldApart_whenAskedFor() throws SQLException {
        Instant from = Instant.parse("2026-11-01T00:00:00Z");
        Instant to = Instant.parse("2026-12-01T00:00:00Z");

        assertThat(UsageReport.read(database, new UsageReport.Query(null, from, to, true)))
                .extracting(UsageReport.Row::variant, UsageReport.Row::attempts)
                .containsExactly(tuple(null, 2L), tuple("b", 1L));
        assertThat(UsageReport.read(database, new UsageReport.Query(null, from, to)))
                .extracting(UsageReport.Row::variant, UsageReport.Row::attempts)
                .containsExactly(tuple(null, 3L));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z, 3",
        "2026-11-01T00:00:00Z, 2026-11-21T00:00:00Z, 3",
        "2026-11-20T10:00:00Z, 2026-11-20T11:00:00Z, 2",
        "2026-11-20T10:31:00Z, 2026-11-20T10:32:00Z, 1",
        "2026-10-31T23:59:00Z, 2026-11-01T00:01:00Z, 2",
        "1970-01-01T00:00:00Z, 2027-01-01T00:00:00Z, 5"
    })
    void everySpanHasItsAttempts_whicheverRollupItIsReadFrom(Instant from, Instant to, long attempts)
            throws SQLException {
        assertThat(UsageReport.read(database, new UsageReport.Query(null, from, to)))
                .extracting(UsageReport.Row::attempts)
                .containsExactly(attempts);
    }

    private static Attempt at(String moment) {
        return AttemptFixture.completed("acme", moment, Instant.parse(moment), 1_000, 100);
    }
}
