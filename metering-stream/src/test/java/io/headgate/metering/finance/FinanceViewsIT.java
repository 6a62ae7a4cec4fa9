package io.headgate.metering.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.metering.export.FinanceViews;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each view shows of {@code finance/books.sql}; the figures are reckoned in its comments. */
class FinanceViewsIT {
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
    void spendIsSplitByVariant_andSaysWhatFailed() throws SQLException {
        assertThat(books.rows("""
                SELECT day, project, variant, currency, attempts, completed, failed, unknown, input_tokens, output_tokens,
                       trim_scale(cost), trim_scale(cost_failed), unpriced
                FROM finance.spend_by_day WHERE day >= '2026-11-01' ORDER BY day, tenant, provider, variant"""))
                .containsExactly(
                        "2026-11-02|search|careful|USD|2|2|0|0|2600000|300000|1.44|null|0",
                        "2026-11-02|search|null|USD|2|0|2|0|100000|0|0.04|0.04|0",
                        "2026-11-15||null|null|1|1|0|0|70|30|null|null|1",
                        "2026-11-15||null|EUR|1|1|0|0|1000000|0|2.501000000001|null|0",
                        "2026-11-15||null|USD|1|0|0|1|0|0|0|null|0",
                        "2026-11-16|search|null|USD|0|0|0|0|0|0|-0.1|null|0");
        assertThat(books.rows("""
                SELECT hour AT TIME ZONE 'UTC', trim_scale(cost) FROM finance.spend_by_hour
                WHERE tenant = 'acme' AND hour >= '2026-11-02Z' AND hour < '2026-11-03Z' ORDER BY 1""")).containsExactly("2026-11-02 10:00:00|1.44", "2026-11-02 11:00:00|0.04");
        assertThat(books.rows("""
                SELECT month, trim_scale(sum(cost)) FROM finance.spend_by_month WHERE tenant = 'acme'
                GROUP BY 1 ORDER BY 1""")).containsExactly("2026-10-01|2.7", "2026-11-01|1.38");
    }

    @Test
    void aTagHasARowForEachOfItsValues_andTheProjectIsOne() throws SQLException {
        assertThat(books.rows("""
                SELECT tag, tag_value, attempts, trim_scale(cost) FROM finance.spend_by_tag_month
                WHERE month = '2026-11-01' ORDER BY tag, variant"""))
                .containsExactly("feature|ask|2|1.44", "project|search|2|1.44", "project|search|2|-0.06");
    }

    @Test
    void aMeterHasItsUnitPrice_andWhatIsKnownOnlyAsASumHasNoMeter() throws SQLException {
        assertThat(books.rows("""
                SELECT meter, unit, quantity, unit_price, units_per_price, trim_scale(cost) FROM finance.spend_by_meter_day
                WHERE day IN ('2026-10-20', '2026-11-02') AND variant IS NOT NULL OR day = '2026-10-20'
                ORDER BY day, meter"""))
                .containsExactly(
                        "input|tokens|1000000|null|null|null",
                        "output|tokens|1000|null|null|null",
                        "request|requests|1|null|null|null",
                        "null|null|null|null|null|1.5",
                        "cache_read|tokens|400000|0.10|1000000|0.04",
                        "cache_write_5m|tokens|200000|0.50|1000000|0.1",
                        "input|tokens|2000000|0.40|1000000|0.8",
                        "output|tokens|300000|1.60|1000000|0.48",
                        "request|requests|2|0|1|0",
                        "null|null|null|null|null|0.02");
    }

    @Test
    void aTagHasItsMeters_eachWithItsUnitPrice() throws SQLException {
        assertThat(books.rows("""
                SELECT project, tag, tag_value, meter, unit, quantity, unit_price, units_per_price, trim_scale(cost)
                FROM finance.spend_by_tag_and_meter_day WHERE day = '2026-11-02' AND tag = 'feature' ORDER BY meter"""))
                .containsExactly(
                        "search|feature|ask|cache_read|tokens|400000|0.10|1000000|0.04",
                        "search|feature|ask|cache_write_5m|tokens|200000|0.50|1000000|0.1",
                        "search|feature|ask|input|tokens|2000000|0.40|1000000|0.8",
                        "search|feature|ask|output|tokens|300000|1.60|1000000|0.48",
                        "search|feature|ask|request|requests|2|0|1|0",
                        "search|feature|ask|null|null|null|null|null|0.02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hour", "day", "month"})
    void theMetersOfATagAreItsSpend_andThoseOfAProjectAreTheMetersOfAllThatHasOne(String grain) throws SQLException {
        String byTag = """
                SELECT %1$s, tenant, tag, tag_value, alias, variant, provider, model, currency, trim_scale(sum(cost)),
                       coalesce(sum(%3$s), 0)
                FROM finance.%2$s_%1$s GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
                HAVING sum(cost) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9""";
        String inputs = "quantity) FILTER (WHERE meter IN ('input', 'cache_read', 'cache_write_5m', 'cache_write_1h')";
        assertThat(books.rows(byTag.formatted(grain, "spend_by_tag_and_meter", inputs)))
                .hasSizeGreaterThan(2)
                .isEqualTo(books.rows(byTag.formatted(grain, "spend_by_tag", "input_tokens")));

        String byProject = """
                SELECT %1$s, project, provider, model, meter, price_id, sum(quantity), trim_scale(sum(cost))
                FROM finance.%2$s_%1$s WHERE %3$s GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6""";
        assertThat(books.rows(byProject.formatted(
                        grain, "spend_by_tag_and_meter", "tag = 'project' AND tag_value = project")))
                .hasSizeGreaterThan(5)
                .isEqualTo(books.rows(byProject.formatted(grain, "spend_by_meter", "project <> ''")));
    }

    @Test
    void costPerRequestIsComparedWithTheSevenDaysBefore() throws SQLException {
        // 2 November: (1.44 + 0.04) ÷ 2, less a correction of 0.02 that was booked on that day, against the 27th of
        // October alone. The 20th is more than seven days before.
        assertThat(books.rows("""
                SELECT day, completed, trim_scale(cost_per_request), trim_scale(cost_per_request_before),
                       trim_scale(tokens_per_request), trim_scale(tokens_per_request_before)
                FROM finance.cost_per_request_trend WHERE tenant = 'acme' AND day < '2026-11-16' ORDER BY day"""))
                .containsExactly(
                        "2026-10-20|1|1.5|null|1001000|null",
                        "2026-10-27|1|1.2|1.5|1500000|1001000",
                        "2026-11-02|2|0.73|1.2|1500000|1500000");
    }

    @Test
    void cachedInputIsComparedWithTheInputRateOfTheSamePrice() throws SQLException {
        // Read: 400,000 × (0.40 − 0.10) by a million. Written: 200,000 × (0.50 − 0.40) by a million.
        assertThat(books.rows("""
                SELECT day, input_tokens, cached_tokens, cached_share, cached_tokens_without_price,
                       trim_scale(saved_by_reading), trim_scale(paid_for_writing)
                FROM finance.cache_savings""")).containsExactly("2026-11-02|2700000|400000|0.1481|0|0.12|0.02");
    }

    @Test
    void failedAttemptsAreByCode_andUnknownOnesOneByOne() throws SQLException {
        assertThat(books.rows("""
                SELECT day, model, failure_code, attempts, input_tokens, trim_scale(cost), currency, unpriced
                FROM finance.failed_attempts ORDER BY failure_code"""))
                .containsExactly(
                        "2026-11-02|small|provider_rejected|1|0|0|USD|0",
                        "2026-11-02|small|provider_unavailable|1|100000|0.04|USD|0");
        assertThat(books.rows("""
                SELECT attempt_id, kind, provider, trim_scale(upper_bound), upper_bound_currency
                FROM finance.unknown_attempts ORDER BY attempt_id""")).containsExactly("g3|attempt|openai|0.25|USD", "g4|orphan|openai|0.75|USD");
    }

    @Test
    void savingsCompareOnlyWhatCouldHaveGoneElsewhere() throws SQLException {
        // a1 alone had a dearer candidate: 2.80 in place of 0.9338268.
        assertThat(books.rows("""
                SELECT day, trim_scale(cost_at_dearest), trim_scale(cost_compared), trim_scale(saved), saved_share
                FROM finance.savings_against_dearest""")).containsExactly("2026-11-02|2.8|0.9338268|1.8661732|0.6665");
    }

    /** A correction says what one side costs by other prices, and nothing of the other side. */
    @Test
    void savingsAreOfThePricesOfTheirTime_whateverWasCorrectedSince() throws SQLException {
        assertThat(
                        books.rowsAfter(
                                "UPDATE rollup_day SET dearest_comparable_amount = 0.02 WHERE correction AND variant = 'careful'",
                                "SELECT day, trim_scale(cost_at_dearest), trim_scale(cost_compared) FROM finance.savings_against_dearest"))
                .containsExactly("2026-11-02|2.8|0.9338268");
    }

    @Test
    void cyclesGoByTheProvidersBillingDay_againstTheirPartOfTheCommitment() throws SQLException {
        // 122 for the 61 days from 15 October to 14 December: 31 of them in the first cycle, 30 in the second.
        assertThat(books.rows("""
                SELECT provider, cycle_start, cycle_end, currency, attempts, trim_scale(cost), committed, spent_share
                FROM finance.provider_billing_cycles WHERE provider <> 'local' ORDER BY 1, 2"""))
                .containsExactly(
                        "mistral|2026-11-01|2026-12-01|EUR|1|2.501000000001|null|null",
                        "openai|2026-10-15|2026-11-15|USD|6|4.18|62.00|0.0674",
                        "openai|2026-11-15|2026-12-15|USD|1|-0.1|60.00|-0.0017");
        assertThat(books.rows("""
                SELECT provider, first_day, last_day, trim_scale(committed), trim_scale(spent), trim_scale(committed_left),
                       spent_share
                FROM finance.provider_commitments""")).containsExactly("openai|2026-10-15|2026-12-14|122|4.08|117.92|0.0334");
    }

    @Test
    void aCommitmentIsForecastByTheTimeThatHasPassed_onceATwentiethHas() throws SQLException {
        String spentToday = """
                UPDATE rollup_hour SET hour = date_trunc('hour', now())
                WHERE ctid = (SELECT ctid FROM rollup_hour WHERE provider = 'openai' AND amount > 0 AND NOT correction
                              ORDER BY amount DESC LIMIT 1);
                UPDATE provider_commitment SET first_day = current_date - %d, last_day = current_date + %d""";
        assertThat(books.rowsAfter(spentToday.formatted(30, 29), """
                        SELECT elapsed_share BETWEEN 0.47 AND 0.54, spent > 0, forecast = round(spent / elapsed_share, 2),
                               forecast > spent * 1.8
                        FROM finance.provider_commitments""")).containsExactly("t|t|t|t");
        assertThat(books.rowsAfter(
                        spentToday.formatted(1, 99), "SELECT spent > 0, forecast FROM finance.provider_commitments"))
                .containsExactly("t|null");
    }

    @Test
    void everyColumnAndEveryViewSaysWhatItIs() throws SQLException {
        assertThat(books.rows("""
                SELECT c.relname, a.attname
                FROM pg_class AS c LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE c.relnamespace = 'finance'::regnamespace
                  AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)""")).isEmpty();
    }

    @Test
    void helpNamesTheViewsThereAre() throws SQLException {
        assertThat(books.rows("SELECT table_name FROM information_schema.views WHERE table_schema = 'finance'"))
                .containsExactlyInAnyOrderElementsOf(FinanceViews.SHIPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "spend_by_hour, rollup_hour",
        "spend_by_day, rollup_day",
        "spend_by_month, rollup_month",
        "usage_by_tenant_model, rollup_month",
        "spend_by_tag_day, rollup_day",
        "spend_by_meter_month, rollup_month",
        "spend_by_tag_and_meter_hour, rollup_hour",
    })
    void aViewReadsTheRollupOfItsGrainAlone(String view, String table) throws SQLException {
        String plan = String.join("\n", books.rows("EXPLAIN SELECT * FROM finance." + view));

        assertThat(plan).contains(" on " + table).doesNotContain("usage_ledger");
        assertThat(List.of("rollup_minute", "rollup_hour", "rollup_day", "rollup_month"))
                .filteredOn(plan::contains)
                .containsExactly(table);
    }

    @Test
    void whoReadsForFinanceReadsEveryView() throws SQLException {
        for (String view : FinanceViews.SHIPPED) {
            asFinance("SELECT * FROM finance." + view);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM usage_ledger",
                "SELECT * FROM rollup_day",
                "DELETE FROM usage_ledger",
                "UPDATE rollup_month SET amount = 0",
                "INSERT INTO provider_billing VALUES ('x', 1, 'UTC', 1)",
                "UPDATE finance.unknown_attempts SET cost = 0",
                "CREATE TABLE finance.mine (x int)",
            })
    void whoReadsForFinanceReadsNothingElse_andWritesNothing(String statement) {
        assertThatThrownBy(() -> asFinance(statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }

    private static void asFinance(String sql) throws SQLException {
        try (Connection connection = books.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("SET LOCAL ROLE headgate_finance");
                statement.execute(sql);
            } finally {
                connection.rollback();
            }
        }
    }
}
