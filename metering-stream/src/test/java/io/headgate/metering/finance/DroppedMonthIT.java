package io.headgate.metering.finance;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.sink.LedgerUpkeep;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What finance still sees of months whose ledger retention has dropped. */
class DroppedMonthIT {
    private static final InstantSource MONTHS_LATER = InstantSource.fixed(Instant.parse("2027-01-20T00:00:00Z"));
    private static final String MONTH_REPORT = """
            SELECT month, tenant, model, currency, attempts, failed, unknown, unpriced, cost, cost_failed
            FROM finance.spend_by_month ORDER BY 1, 2, 3, 4, variant, cost""";
    private static final String INVOICES = """
            SELECT "ProviderName", "BillingPeriodStart", "BillingCurrency", trim_scale(sum("BilledCost"))
            FROM finance.focus_cost_and_usage_v1_2 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""";

    @Test
    void monthReportAndInvoicesStay_andWhatReadsTheLedgerSaysThatItIsGone() throws SQLException {
        try (HandWrittenBooks books = HandWrittenBooks.open()) {
            List<String> months = books.rows(MONTH_REPORT);
            List<String> invoices = books.rows(INVOICES);

            assertThat(new LedgerUpkeep(books.dataSource(), 1, MONTHS_LATER).run())
                    .contains(YearMonth.of(2026, 10), YearMonth.of(2026, 11));

            assertThat(books.rows("SELECT count(*) FROM usage_ledger")).containsExactly("0");
            assertThat(books.rows(MONTH_REPORT)).hasSizeGreaterThan(5).isEqualTo(months);
            assertThat(books.rows(INVOICES)).hasSizeGreaterThan(2).isEqualTo(invoices);
            assertThat(books.rows("""
                            SELECT trim_scale("BilledCost"), "ChargeDescription" FROM finance.focus_cost_and_usage_v1_2
                            WHERE "x_Kind" = 'correction' ORDER BY 1"""))
                    .containsExactly("-0.1|small of openai: correction", "0.02|small of openai: correction");
            assertThat(books.rows("SELECT * FROM finance.failed_attempts")).isEmpty();
            assertThat(books.rows("SELECT * FROM finance.unknown_attempts")).isEmpty();
            assertThat(books.rows("SELECT DISTINCT ledger_dropped, agrees FROM finance.books_check"))
                    .containsExactly("t|null");
        }
    }
}
