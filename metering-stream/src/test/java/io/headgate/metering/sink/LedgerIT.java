package io.headgate.metering.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BookRecords;
import io.headgate.metering.BooksReader;
import io.headgate.metering.Installation;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables by themselves: partitions, retention, rates, and several who write at once. */
class LedgerIT {
    private static final InstantSource NOVEMBER = InstantSource.fixed(Instant.parse("2026-11-30T23:59:59Z"));
    private HikariDataSource database;

    @BeforeEach
    void migrate() throws Exception {
        Servers servers = TestServers.shared();
        database = Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword());
        Migrations.migrate(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rowOfAnyMonthIsBooked_inAPartitionOfItsOwn() throws Exception {
        List<Attempt> attempts =
                List.of(at("2024-02-29T23:59:59.999Z"), at("2026-12-31T23:59:59.999Z"), at("2027-01-01T00:00:00Z"));

        BookRecords.intoLedger(database, attempts, 0);

        for (String month : List.of("2024_02", "2026_12", "2027_01")) {
            assertThat(count("SELECT count(*) FROM usage_ledger_" + month)).isOne();
        }
        assertThat(BooksReader.ledger(database)).isEqualTo(BooksReader.log(attempts));
    }

    @Test
    void ledgerIsUnchanged_whenADayIsReadAgain() throws Exception {
        List<Attempt> day = AttemptFixture.some(500, 1);
        BookRecords.intoLedger(database, day, 0);

        BookRecords.intoLedger(database, day, 0);
        BookRecords.intoLedger(database, day.subList(100, 300), 100);

        assertThat(BooksReader.ledger(database)).isEqualTo(BooksReader.log(day));
    }

    @Test
    void everyCostIsUnitsTimesRate_byThePricesThatWereKept() throws Exception {
        BookRecords.intoLedger(database, AttemptFixture.some(500, 2), 0);

        assertThat(count("SELECT count(*) FROM usage_ledger WHERE cost_input IS NOT NULL"))
                .isPositive();
        assertThat(count("""
                        SELECT count(*)
                        FROM usage_ledger AS l
                        CROSS JOIN LATERAL (VALUES ('input', meter_input, cost_input),
                                                   ('cache_read', meter_cache_read, cost_cache_read),
                                                   ('output', meter_output, cost_output),
                                                   ('reasoning', meter_reasoning, cost_reasoning),
                                                   ('request', meter_request, cost_request)) AS m (meter, units, cost)
                        LEFT JOIN price_rate AS p ON p.price_id = l.price_id AND p.meter = m.meter
                        WHERE l.cost IS NOT NULL
                          AND m.units * p.rate / p.units_per_price IS DISTINCT FROM coalesce(m.cost, 0)""")).isZero();
    }

    @Test
    void wholeMonthsAreDropped_andWhatComesLateIsInTheRollupsAlone() throws Exception {
        List<Attempt> attempts = new ArrayList<>(
                List.of(at("2026-08-31T23:59:59Z"), at("2026-09-30T23:59:59Z"), at("2026-10-01T00:00:00Z")));
        BookRecords.intoLedger(database, attempts, 0);
        BookRecords.intoRollups(database, attempts);

        assertThat(new LedgerUpkeep(database, 1, NOVEMBER).run())
                .containsExactly(YearMonth.of(2026, 8), YearMonth.of(2026, 9));

        assertThat(count("SELECT count(*) FROM usage_ledger")).isOne();
        assertThat(count("SELECT sum(attempts)::bigint FROM rollup_month")).isEqualTo(3);
        List<Attempt> late = List.of(at("2026-08-02T00:00:00Z"), at("2026-11-02T00:00:00Z"));
        BookRecords.intoLedger(database, late, 10);
        BookRecords.intoRollups(database, late);
        assertThat(count("SELECT count(*) FROM usage_ledger")).isEqualTo(2);
        assertThat(count("SELECT late FROM usage_ledger_dropped WHERE month = '2026-08-01'"))
                .isOne();
        assertThat(count("SELECT sum(attempts)::bigint FROM rollup_month WHERE month = '2026-08-01'"))
                .isEqualTo(2);
        // Nothing brings a dropped month back.
        assertThat(new LedgerUpkeep(database, null, NOVEMBER).run()).isEmpty();
        assertThat(count("SELECT count(*) FROM pg_class WHERE relname = 'usage_ledger_2026_08'"))
                .isZero();
    }

    @Test
    void thisMonthAndTheNextAreThereAhead_andAllIsKeptUnlessToldOtherwise() throws Exception {
        BookRecords.intoLedger(database, List.of(at("2001-01-01T00:00:00Z")), 0);

        assertThat(new LedgerUpkeep(database, null, NOVEMBER).run()).isEmpty();

        assertThat(count("""
                        SELECT count(*) FROM pg_class
                        WHERE relname IN ('usage_ledger_2001_01', 'usage_ledger_2026_11', 'usage_ledger_2026_12')""")).isEqualTo(3);
    }

    @Test
    void nobodyWaitsInACircle_whenSeveralAddToTheSameLines() throws Exception {
        List<Attempt> attempts = AttemptFixture.some(300, 3);
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> addInAnyOrder(attempts, writer)))
                .toList();

        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();

        assertThat(count("SELECT sum(attempts)::bigint FROM rollup_minute")).isEqualTo(4L * 5 * attempts.size());
        assertThat(count("SELECT sum(attempts)::bigint FROM rollup_month")).isEqualTo(4L * 5 * attempts.size());
    }

    @Test
    void financeReadsItsViews_andWritesNothing() throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE headgate_finance");
            statement.execute("SELECT count(*) FROM finance.spend_by_day");
            for (String forbidden : List.of(
                    "SELECT count(*) FROM usage_ledger",
                    "DELETE FROM rollup_day",
                    "CREATE TABLE finance.mine (n integer)")) {
                assertThatThrownBy(() -> statement.execute(forbidden)).hasMessageContaining("permission denied");
            }
            statement.execute("RESET ROLE");
        }
    }

    private void addInAnyOrder(List<Attempt> attempts, int seed) {
        List<Attempt> shuffled = new ArrayList<>(attempts);
        Random random = new Random(seed);
        try {
            for (int round = 0; round < 5; round++) {
                Collections.shuffle(shuffled, random);
                BookRecords.intoRollups(database, shuffled);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Attempt at(String moment) {
        return AttemptFixture.completed("acme", moment, Instant.parse(moment), 1_000, 100);
    }

    private long count(String sql) throws SQLException {
        return BooksReader.count(database, sql);
    }
}
