package io.headgate.metering.rerate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.rerate.sql.AccountingPeriods;
import io.headgate.metering.rerate.sql.Rerate;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RerateIT {
    private static final Rerate.Span YEAR =
            new Rerate.Span(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"), null);
    private static final Rerate.Posting POSTING = new Rerate.Posting("contract", "ada", Set.of("team"));

    private final DataSource database = Database.fresh();
    private final LedgerFixture ledger = new LedgerFixture(database);

    @BeforeEach
    void book() throws SQLException {
        ledger.book("2026-09-30T23:59:59.5Z", "m", "completed", "1.5");
        ledger.book("2026-10-01T00:00:00Z", "m", "completed", "1.5");
        ledger.book("2026-10-01T00:00:10Z", "m", "completed", "2");
        ledger.book("2026-10-02T10:00:00Z", "m", "completed", null);
        ledger.book("2026-10-02T10:00:00Z", "m", "unknown", null);
        ledger.book("2026-10-02T10:00:00Z", "nobody", "completed", null);
        ledger.rollUp();
    }

    @Test
    void aDryRunTellsAndPostsNothing() throws SQLException {
        Rerate.Outcome outcome = rerate("2", null);

        assertThat(outcome.attempts()).isEqualTo(6);
        assertThat(outcome.corrections()).isEqualTo(3);
        assertThat(outcome.lines())
                .extracting(line -> "%s %s %s %s %d %d"
                        .formatted(
                                line.day(),
                                line.model(),
                                line.currency(),
                                line.difference().stripTrailingZeros().toPlainString(),
                                line.unpricedBefore(),
                                line.unpricedAfter()))
                .containsExactly(
                        "2026-09-30 m USD 0.5 0 0",
                        "2026-10-01 m USD 0.5 0 0",
                        "2026-10-02 m null 0 1 1",
                        "2026-10-02 m USD 2 1 0",
                        "2026-10-02 nobody null 0 1 1");
        assertThat(ledger.query("SELECT count(*) FROM usage_ledger WHERE kind = 'correction'"))
                .containsExactly("0");
    }

    @Test
    void rollupsEqualTheLedger_beforeAndAfter_andTheSecondTimeNothingIsPosted() throws SQLException {
        assertBalanced();

        assertThat(rerate("2", POSTING).corrections()).isEqualTo(3);
        assertBalanced();
        assertThat(ledger.query("SELECT sum(cost), sum(cost_input) FROM usage_ledger WHERE model = 'm'"))
                .containsExactly("8.000000000000000000|8.000000000000000000");
        assertThat(ledger.query("""
                        SELECT DISTINCT tags, amount > 0 OR unpriced < 0 FROM rollup_day WHERE correction""")).containsExactly("{\"team\": \"a\"}|t");

        assertThat(rerate("2", POSTING).corrections()).isZero();
        assertThat(rerate("1", POSTING).corrections()).isEqualTo(4);
        assertBalanced();
        assertThat(ledger.query("SELECT sum(cost) FROM usage_ledger")).containsExactly("4.000000000000000000");
        assertThat(rerate("1", POSTING).corrections()).isZero();
    }

    @Test
    void correctionsSayWhoAndWhyAndOfWhat() throws SQLException {
        rerate("2", POSTING);

        assertThat(ledger.query("""
                        SELECT c.reason, c.posted_by, c.corrects = o.attempt_id, c.accounted_at = o.accounted_at,
                               c.prices_unpriced, c.cost::float, left(c.price_id, 13)
                        FROM usage_ledger c JOIN usage_ledger o ON o.kind = 'attempt' AND o.attempt_id = c.corrects
                        WHERE c.kind = 'correction' ORDER BY c.source_offset"""))
                .containsExactly(
                        "contract|ada|t|t|f|0.5|m@2026-01-01/",
                        "contract|ada|t|t|f|0.5|m@2026-01-01/",
                        "contract|ada|t|t|t|2|m@2026-01-01/");
        assertThat(ledger.query("""
                        SELECT DISTINCT r.rate, r.units_per_price
                        FROM price_rate r JOIN usage_ledger c ON c.kind = 'correction' AND c.price_id = r.price_id
                        WHERE r.meter = 'input'""")).containsExactly("2|1000000");
    }

    @Test
    void aClosedMonthIsCorrectedInTheOpenOne() throws SQLException {
        assertThat(AccountingPeriods.close(database, YearMonth.of(2026, 10), "ada"))
                .isTrue();
        assertThat(AccountingPeriods.close(database, YearMonth.of(2026, 10), "bob"))
                .isFalse();

        rerate("2", POSTING);

        assertBalanced();
        assertThat(ledger.query("""
                        SELECT date_trunc('month', started_at AT TIME ZONE 'UTC')::date,
                               accounted_at = started_at, accounted_at > now() - interval '1 hour', sum(cost)::float
                        FROM usage_ledger WHERE kind = 'correction' GROUP BY 1, 2, 3 ORDER BY 1""")).containsExactly("2026-09-01|t|f|0.5", "2026-10-01|f|t|2.5");
        assertThat(rerate("2", POSTING).corrections()).isZero();
    }

    /** October's attempt without a price stays counted there, and no month has less than none. */
    @Test
    void whatAClosedMonthHadUnpriced_isStillCountedThere_andNotTakenFromTheOpenOne() throws SQLException {
        String unpriced =
                "SELECT month, sum(unpriced) FROM finance.spend_by_month WHERE model = 'm' GROUP BY 1 ORDER BY 1";
        AccountingPeriods.close(database, YearMonth.of(2026, 10), "ada");
        List<String> before = ledger.query(unpriced);

        rerate("2", POSTING);

        assertThat(ledger.query(unpriced))
                .containsAll(before)
                .allMatch(line -> before.contains(line) || line.endsWith("|0"));
        assertBalanced();
    }

    /** Priced at 1.5 when it was dispatched; it began when 2 was in force. */
    @Test
    void nothingIsPosted_whenAPriceChangedBetweenDispatchAndStart() throws SQLException {
        ledger.book("2026-10-31T23:59:58Z", "2026-11-01T00:00:03Z", "late", "completed", "1.5");
        ledger.book("2026-11-01T00:00:00Z", "2026-11-01T00:00:04Z", "late", "completed", "1.5");

        assertThat(rerate("2", POSTING).lines())
                .filteredOn(line -> line.model().value().equals("late"))
                .singleElement()
                .satisfies(line -> assertThat(line.difference()).isEqualByComparingTo("0.5"));
        assertThat(ledger.query("""
                        SELECT dispatched_at AT TIME ZONE 'UTC', cost::float FROM usage_ledger
                        WHERE kind = 'correction' AND model = 'late'""")).containsExactly("2026-11-01 00:00:00|0.5");
    }

    private Rerate.Outcome rerate(String input, Rerate.@Nullable Posting posting) throws SQLException {
        return new Rerate(database, catalogue(input), _ -> {}).run(YEAR, posting);
    }

    private void assertBalanced() throws SQLException {
        for (String rollup : List.of("minute", "hour", "day", "month")) {
            List<List<String>> both = ledger.rollupAndLedger(rollup);
            assertThat(both.getFirst()).as(rollup).isNotEmpty().isEqualTo(both.getLast());
        }
    }

    private static Catalogue catalogue(String input) {
        String yaml = """
                providers:
                  one: {adapter: openai, endpoints: {main: {base_url: "https://one.example/v1"}}}
                models:
                  m:
                    provider: one
                    provider_model: m-1
                    context_window: 9
                    prices: [{from: 2026-01-01, currency: USD, input: "%s"}]
                  late:
                    provider: one
                    provider_model: late-1
                    context_window: 9
                    prices:
                      - {from: 2026-01-01, currency: USD, input: "1.5"}
                      - {from: 2026-11-01, currency: USD, input: "2"}
                routes:
                  all: {candidates: [{model: m}]}
                """.formatted(input);
        return ((ReadCatalog.Valid) new CatalogReader(Clock.systemUTC()).read(yaml, CatalogRevision.NONE)).catalogue();
    }
}
