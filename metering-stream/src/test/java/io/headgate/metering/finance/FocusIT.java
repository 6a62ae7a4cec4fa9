package io.headgate.metering.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The FOCUS view against the specification, by hand, and against the other books. */
class FocusIT {
    private static final String VIEW = "finance.focus_cost_and_usage_v1_2";
    private static HandWrittenBooks books;

    @BeforeAll
    static void open() throws SQLException {
        books = HandWrittenBooks.open();
    }

    @AfterAll
    static void close() {
        books.close();
    }

    /** One column as the specification demands it. */
    record Demanded(String name, String type, boolean nullable, List<String> allowed) {
        static Demanded of(String line) {
            String[] parts = line.split("\\|", -1);
            return new Demanded(
                    parts[0].strip(),
                    parts[2].strip(),
                    parts[3].strip().equals("yes"),
                    parts[4].isBlank() ? List.of() : List.of(parts[4].strip().split(", ")));
        }
    }

    @ParameterizedTest
    @MethodSource("demanded")
    void columnIsAsTheSpecificationDemands(Demanded column) throws SQLException {
        assertThat(columns()).containsEntry(column.name(), column.type());
        if (!column.nullable()) {
            assertThat(books.rows("SELECT * FROM %s WHERE \"%s\" IS NULL".formatted(VIEW, column.name())))
                    .isEmpty();
        }
        if (!column.allowed().isEmpty()) {
            assertThat(books.rows("SELECT DISTINCT \"%1$s\" FROM %2$s WHERE \"%1$s\" IS NOT NULL"
                            .formatted(column.name(), VIEW)))
                    .isSubsetOf(column.allowed());
        }
    }

    @Test
    void columnsOfOurOwnBeginWithX() throws SQLException {
        List<String> specified = demanded().map(Demanded::name).toList();

        assertThat(columns().keySet())
                .filteredOn(column -> !specified.contains(column))
                .isNotEmpty()
                .allMatch(column -> column.matches("x_[A-Z][A-Za-z]+"));
    }

    @Test
    void noRowBreaksARule_thoughThereAreRowsOfEveryKind() throws SQLException {
        assertThat(books.rows("SELECT DISTINCT \"x_Kind\", \"ChargeClass\" FROM %s ORDER BY 1, 2".formatted(VIEW)))
                .containsExactly("carried over|null", "correction|Correction", "correction|null", "usage|null");

        List<String> rules = Arrays.stream(
                        HandWrittenBooks.resource("focus-1.2-rules.sql").split("\n\n"))
                .filter(block -> block.contains("SELECT"))
                .toList();
        SoftAssertions soft = new SoftAssertions();
        for (String rule : rules) {
            soft.assertThat(books.rows(rule)).as(rule).isEmpty();
        }
        soft.assertAll();
        assertThat(rules).hasSize(18);
    }

    @Test
    void aRowIsCheckedByHand() throws SQLException {
        // Between 10:00 and 11:00 on 2 November, two of acme's requests had 1,234,567 and 765,433 tokens of input.
        BigDecimal tokens = new BigDecimal("1234567").add(new BigDecimal("765433"));
        // The catalogue: 0.40 USD for a million of them.
        BigDecimal perToken = new BigDecimal("0.40").movePointLeft(6);

        String cost = tokens.multiply(perToken).stripTrailingZeros().toPlainString();

        assertThat(cost).isEqualTo("0.8");
        assertThat(row("2026-11-02T10:00Z", "input")).isEqualTo("2000000|0.0000004|" + cost + "|USD|2|0.40|1000000");
    }

    @Test
    void theOtherMetersOfThatHourAreRowsOfTheirOwn_andRequestsAreCountedOnce() throws SQLException {
        // 400,000 × 0.10, 200,000 × 0.50, 300,000 × 1.60; by a million.
        assertThat(row("2026-11-02T10:00Z", "cache_read")).isEqualTo("400000|0.0000001|0.04|USD|null|0.10|1000000");
        assertThat(row("2026-11-02T10:00Z", "cache_write_5m")).isEqualTo("200000|0.0000005|0.1|USD|null|0.50|1000000");
        assertThat(row("2026-11-02T10:00Z", "output")).isEqualTo("300000|0.0000016|0.48|USD|null|1.60|1000000");
        // A price that quotes none for requests takes nothing for them.
        assertThat(row("2026-11-02T10:00Z", "request")).isEqualTo("2|0|0|USD|null|0|1");
        // 12 decimals for a million are 18 for one: 1,000,000 × 0.000002500000000001. A request costs 0.001.
        assertThat(row("2026-11-15T08:00Z", "input"))
                .isEqualTo("1000000|0.000002500000000001|2.500000000001|EUR|1|2.500000000001|1000000");
        assertThat(row("2026-11-15T08:00Z", "request")).isEqualTo("1|0.001|0.001|EUR|null|0.001|1");
    }

    @Test
    void billingPeriodsBeginOnTheProvidersDay() throws SQLException {
        assertThat(books.rows("""
                SELECT DISTINCT "ProviderName", to_char("BillingPeriodStart" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
                       to_char("BillingPeriodEnd" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), sum("BilledCost")
                FROM finance.focus_cost_and_usage_v1_2 GROUP BY 1, 2, 3 ORDER BY 1, 2"""))
                .containsExactly(
                        "mistral|2026-11-01 00:00|2026-12-01 00:00|2.501000000001",
                        // The 15th at midnight in Los Angeles: 07:00 in summer, 08:00 in winter.
                        "openai|2026-10-15 07:00|2026-11-15 08:00|4.18",
                        // The correction of October's use, made when that period was closed.
                        "openai|2026-11-15 08:00|2026-12-15 08:00|-0.1");
    }

    @Test
    void sumsEqualEveryRollupAndTheLedger() throws SQLException {
        List<String> ledger = sums("cost", "usage_ledger", "currency");

        assertThat(ledger).containsExactly("EUR|2.501000000001", "USD|4.08");
        assertThat(sums("\"BilledCost\"", VIEW, "\"BillingCurrency\"")).isEqualTo(ledger);
        for (String grain : List.of("minute", "hour", "day", "month")) {
            assertThat(sums("amount", "rollup_" + grain, "currency")).as(grain).isEqualTo(ledger);
        }
        for (String grain : List.of("hour", "day", "month")) {
            assertThat(sums("cost", "finance.spend_by_" + grain, "currency"))
                    .as(grain)
                    .isEqualTo(ledger);
            assertThat(sums("cost", "finance.spend_by_meter_" + grain, "currency"))
                    .as(grain)
                    .isEqualTo(ledger);
        }
    }

    @Test
    void aRegionIsTheEndpoints_andUnknownWhereTheCatalogueNamesNone() throws SQLException {
        assertThat(books.rows("SELECT DISTINCT \"ProviderName\", \"RegionId\", \"RegionName\" FROM %s ORDER BY 1"
                        .formatted(VIEW)))
                .containsExactly("mistral|null|null", "openai|eu-central|eu-central");
    }

    /** Of October, in a billing period that was over: use. Within the period nothing but an adjustment may be without a quantity. */
    @Test
    void useOfAnEarlierPeriodIsCorrectedAsUse() throws SQLException {
        assertThat(books.rows("""
                SELECT DISTINCT "x_Kind", "ChargeClass", "ChargeCategory", "ChargeFrequency"
                FROM finance.focus_cost_and_usage_v1_2 ORDER BY 1, 2"""))
                .containsExactly(
                        "carried over|null|Adjustment|One-Time",
                        "correction|Correction|Usage|Usage-Based",
                        "correction|null|Adjustment|One-Time",
                        "usage|null|Usage|Usage-Based");
    }

    @Test
    void useWithoutAPriceIsCountedBeside_andHasNoRowHere() throws SQLException {
        assertThat(books.rows("SELECT * FROM %s WHERE \"x_Model\" = 'own'".formatted(VIEW)))
                .isEmpty();
        assertThat(books.rows("""
                        SELECT "x_Tenant", "x_Model", "x_Meter", "ConsumedUnit", "ConsumedQuantity"
                        FROM finance.focus_unpriced ORDER BY "x_Meter\""""))
                .containsExactly(
                        "globex|own|input|Tokens|70", "globex|own|output|Tokens|30", "globex|own|request|Requests|1");
    }

    private static Stream<Demanded> demanded() {
        return HandWrittenBooks.resource("focus-1.2-columns.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Demanded::of);
    }

    private static Map<String, String> columns() throws SQLException {
        return books.rows("""
                        SELECT column_name || ':' || data_type FROM information_schema.columns
                        WHERE table_schema = 'finance' AND table_name = 'focus_cost_and_usage_v1_2'""").stream()
                .collect(Collectors.toMap(line -> line.split(":")[0], line -> line.split(":")[1]));
    }

    private static String row(String hour, String meter) throws SQLException {
        return books.rows("""
                        SELECT "ConsumedQuantity", "ListUnitPrice", "BilledCost", "BillingCurrency", "x_Requests", "x_Rate",
                               "x_RateUnits"
                        FROM finance.focus_cost_and_usage_v1_2
                        WHERE "ChargePeriodStart" = '%s' AND "x_Meter" = '%s'""".formatted(hour, meter)).stream()
                .reduce((one, other) -> one + " and " + other)
                .orElse("none");
    }

    private static List<String> sums(String amount, String from, String currency) throws SQLException {
        return books.rows("SELECT %1$s, trim_scale(sum(%2$s)) FROM %3$s WHERE %1$s IS NOT NULL GROUP BY 1 ORDER BY 1"
                .formatted(currency, amount, from));
    }
}
