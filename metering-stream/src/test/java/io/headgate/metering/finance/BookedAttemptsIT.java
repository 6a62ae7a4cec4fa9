package io.headgate.metering.finance;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BooksWriter;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finance's views over thousands of attempts that the sinks booked, rated by the code that rates. */
class BookedAttemptsIT {
    private static HandWrittenBooks books;

    @BeforeAll
    static void book() throws SQLException {
        books = HandWrittenBooks.empty();
        BooksWriter.book(books.dataSource(), AttemptFixture.some(3_000, 7));
    }

    @AfterAll
    static void close() {
        books.close();
    }

    @Test
    void everyCostIsAQuantityTimesAUnitPrice_andTheyAddUpToTheLedger() throws SQLException {
        List<String> ledger = sums("cost", "usage_ledger", "currency");

        assertThat(ledger).hasSize(2);
        assertThat(sums(
                        "\"ConsumedQuantity\" * \"ListUnitPrice\"",
                        "finance.focus_cost_and_usage_v1_2",
                        "\"BillingCurrency\""))
                .isEqualTo(ledger);
        assertThat(sums("cost", "finance.spend_by_meter_hour", "currency")).isEqualTo(ledger);
        assertThat(books.rows("""
                SELECT * FROM finance.spend_by_meter_month
                WHERE cost <> trim_scale(quantity * unit_price * (1::numeric / units_per_price)) OR unit_price IS NULL
                  AND currency IS NOT NULL""")).isEmpty();
    }

    @Test
    void requestsAreCountedOnce_whateverTheirMeters() throws SQLException {
        String focus = books.rows("""
                SELECT "BillingCurrency", sum("x_Requests") FROM finance.focus_cost_and_usage_v1_2 GROUP BY 1 ORDER BY 1""").toString();

        assertThat(books.rows("""
                SELECT currency, sum(attempts) FROM rollup_hour
                WHERE currency IS NOT NULL AND meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h
                      + meter_output + meter_reasoning + meter_request + meter_second > 0
                GROUP BY 1 ORDER BY 1""")).hasToString(focus);
    }

    @Test
    void whatHasNoPriceIsCountedBeside() throws SQLException {
        assertThat(books.rows(
                        "SELECT sum(\"ConsumedQuantity\") FROM finance.focus_unpriced WHERE \"x_Meter\" = 'output'"))
                .isEqualTo(books.rows("SELECT sum(meter_output) FROM usage_ledger WHERE cost IS NULL"))
                .doesNotContain("null");
    }

    private static List<String> sums(String amount, String from, String currency) throws SQLException {
        return books.rows("SELECT %1$s, trim_scale(sum(%2$s)) FROM %3$s WHERE %1$s IS NOT NULL GROUP BY 1 ORDER BY 1"
                .formatted(currency, amount, from));
    }
}
