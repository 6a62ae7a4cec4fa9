package io.headgate.metering.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ledger and rollups side by side: they agree in books that do, and whatever differs is told. */
class BooksCheckIT {
    private static final String DISAGREE =
            "SELECT period, grain, tenant, currency FROM finance.books_check WHERE NOT agrees ORDER BY 1, 2, 3, 4";
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
    void totalsAreThere_byDayTenantAndCurrency() throws SQLException {
        // The 2nd: a1 to a4 and the correction of 0.02. The orphan of the 15th is an attempt on neither side.
        assertThat(books.rows("""
                SELECT period, tenant, currency, ledger_attempts, rollup_attempts, ledger_unpriced, rollup_unpriced,
                       ledger_tokens, rollup_tokens, trim_scale(ledger_cost), trim_scale(rollup_cost), difference, agrees
                FROM finance.books_check WHERE grain = 'day' AND period >= '2026-11-01' ORDER BY 1, 2, 3"""))
                .containsExactly(
                        "2026-11-02|acme|USD|4|4|0|0|3000000|3000000|1.48|1.48|0.000000000000000000|t",
                        "2026-11-15|globex|EUR|1|1|0|0|1000000|1000000|2.501000000001|2.501000000001|0.000000000000000000|t",
                        "2026-11-15|globex|USD|1|1|0|0|0|0|0|0|0.000000000000000000|t",
                        "2026-11-15|globex|null|1|1|1|1|100|100|null|null|null|t",
                        "2026-11-16|acme|USD|0|0|0|0|0|0|-0.1|-0.1|0.000000000000000000|t");
        assertThat(books.rows("""
                SELECT period, tenant, currency, trim_scale(ledger_cost), agrees
                FROM finance.books_check WHERE grain = 'month' ORDER BY 1, 2, 3"""))
                .containsExactly(
                        "2026-10-01|acme|USD|2.7|t",
                        "2026-11-01|acme|USD|1.38|t",
                        "2026-11-01|globex|EUR|2.501000000001|t",
                        "2026-11-01|globex|USD|0|t",
                        "2026-11-01|globex|null|null|t");
    }

    @ParameterizedTest
    @CsvSource({"minute, 2026-11-02", "hour, 2026-11-02", "day, 2026-11-02", "month, 2026-11-01"})
    void aDifferenceInAnyRollupIsTold_toTheLastDecimal(String grain, String period) throws SQLException {
        assertThat(books.rowsAfter(
                        "UPDATE rollup_%s SET amount = amount - 0.000000000000000001 WHERE amount = 0.04"
                                .formatted(grain),
                        DISAGREE))
                .containsExactly("%s|%s|acme|USD".formatted(period, grain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"attempts", "unpriced", "meter_output"})
    void soIsACountThatDiffers(String count) throws SQLException {
        assertThat(books.rowsAfter(
                        "UPDATE rollup_hour SET %1$s = %1$s + 1 WHERE model = 'own'".formatted(count), DISAGREE))
                .containsExactly("2026-11-15|hour|globex|null");
    }

    @Test
    void anAttemptOfUnknownFateIsNotUnpriced_andStandsInTheCurrencyOfItsBound() throws SQLException {
        String change = """
                UPDATE usage_ledger SET cost = NULL, currency = NULL, unpriced_reason = 'unknown' WHERE attempt_id = 'g3';
                UPDATE rollup_minute SET amount = NULL WHERE unknown > 0;
                UPDATE rollup_hour SET amount = NULL WHERE unknown > 0;
                UPDATE rollup_day SET amount = NULL WHERE unknown > 0;
                UPDATE rollup_month SET amount = NULL WHERE unknown > 0""";

        assertThat(books.rowsAfter(change, DISAGREE)).isEmpty();
        assertThat(books.rowsAfter(change, """
                SELECT currency, ledger_attempts, ledger_unpriced, ledger_cost FROM finance.books_check
                WHERE grain = 'day' AND period = '2026-11-15' ORDER BY currency"""))
                .containsExactly("EUR|1|0|2.501000000001000000", "USD|1|0|null", "null|1|1|null");
    }

    @Test
    void aRowThatIsMissingOnOneSideIsTold() throws SQLException {
        assertThat(books.rowsAfter("DELETE FROM usage_ledger WHERE attempt_id = 'g1'", DISAGREE))
                .containsExactly(
                        "2026-11-01|month|globex|EUR",
                        "2026-11-15|day|globex|EUR",
                        "2026-11-15|hour|globex|EUR",
                        "2026-11-15|minute|globex|EUR");
        assertThat(books.rowsAfter("DELETE FROM rollup_day WHERE model = 'own'", DISAGREE))
                .containsExactly("2026-11-15|day|globex|null");
    }
}
