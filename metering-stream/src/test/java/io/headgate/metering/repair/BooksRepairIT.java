package io.headgate.metering.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BookRecords;
import io.headgate.metering.finance.HandWrittenBooks;
import io.headgate.schemas.message.Attempt;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollups that lack some of the ledger's attempts; whether the books are at rest is told, not looked up. */
class BooksRepairIT {
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final String DISAGREE = "SELECT * FROM finance.books_check WHERE NOT agrees";

    private final List<Attempt> attempts = AttemptFixture.some(400, 17);
    private HandWrittenBooks books;

    @BeforeEach
    void lose() throws Exception {
        books = HandWrittenBooks.empty();
        BookRecords.intoLedger(books.dataSource(), attempts, 0);
        BookRecords.intoRollups(books.dataSource(), attempts.subList(0, 350));
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void whatIsLackingIsToldDry_thenAdded_andThenTheyAgree() throws Exception {
        assertThat(books.rows(DISAGREE)).isNotEmpty();

        Repaired.Compared dry = (Repaired.Compared) repair(List.of()).check(NOVEMBER);
        assertThat(dry.written()).isFalse();
        for (String rollup : List.of("rollup_minute", "rollup_hour", "rollup_day", "rollup_month")) {
            assertThat(dry.findings())
                    .filteredOn(finding -> finding.rollup().equals(rollup))
                    .extracting(Finding::attempts)
                    .as(rollup)
                    .satisfies(counts -> assertThat(
                                    counts.stream().mapToLong(Long::longValue).sum())
                            .isEqualTo(50));
        }
        assertThat(books.rows(DISAGREE)).isNotEmpty();

        assertThat(repair(List.of()).repair(NOVEMBER, "ada")).isEqualTo(new Repaired.Compared(dry.findings(), true));
        assertThat(books.rows(DISAGREE)).isEmpty();
        assertThat(books.rows("SELECT month, rollup, repaired_by FROM rollup_repair ORDER BY rollup"))
                .containsExactly(
                        "2026-11-01|rollup_day|ada",
                        "2026-11-01|rollup_hour|ada",
                        "2026-11-01|rollup_minute|ada",
                        "2026-11-01|rollup_month|ada");
        assertThat(repair(List.of()).repair(NOVEMBER, "ada")).isEqualTo(new Repaired.Compared(List.of(), true));
    }

    @Test
    void everySumIsTheLedgersAfterwards_notOnlyTheCost() throws Exception {
        repair(List.of()).repair(NOVEMBER, "ada");
        List<String> repaired = sums();

        books.execute("TRUNCATE rollup_minute, rollup_hour, rollup_day, rollup_month");
        BookRecords.intoRollups(books.dataSource(), attempts);
        assertThat(repaired).isEqualTo(sums());
    }

    @Test
    void nothingIsWritten_whenSomethingIsUnderWay() throws Exception {
        assertThat(repair(List.of("attempts-0: unread")).repair(NOVEMBER, "ada"))
                .isEqualTo(new Repaired.NotAtRest(List.of("attempts-0: unread")));
        assertThat(books.rows("SELECT sum(attempts) FROM rollup_month")).containsExactly("350");
    }

    @Test
    void nothingIsWritten_whenTheRollupsHaveMoreThanTheLedger() throws Exception {
        BookRecords.intoRollups(
                books.dataSource(), List.of(AttemptFixture.completed("acme", "more", AttemptFixture.START, 1, 1)));
        BookRecords.intoRollups(
                books.dataSource(), List.of(AttemptFixture.completed("nobody", "more", AttemptFixture.START, 1, 1)));

        Repaired.TooMuch tooMuch = (Repaired.TooMuch) repair(List.of()).repair(NOVEMBER, "ada");

        assertThat(tooMuch.where()).isNotEmpty().anyMatch(line -> line.contains("nobody"));
        assertThat(books.rows("SELECT sum(attempts) FROM rollup_month")).containsExactly("352");
    }

    @Test
    void aMonthWhoseLedgerWasDropped_isNotCompared() throws Exception {
        books.execute("INSERT INTO usage_ledger_dropped (month) VALUES ('2026-11-01')");

        assertThat(repair(List.of()).check(NOVEMBER)).isEqualTo(new Repaired.Dropped());
    }

    /** By all that splits a line but its tags. */
    private List<String> sums() throws Exception {
        return books.rows("""
                SELECT minute, tenant, project, alias, variant, model, price_id, currency, sum(attempts), sum(completed),
                       sum(failed), sum(unknown), sum(unpriced), sum(estimated), sum(duration_ms), sum(meter_input),
                       sum(meter_cache_read), sum(meter_output), sum(meter_reasoning), sum(meter_request),
                       trim_scale(sum(amount)), trim_scale(sum(cost_input)), trim_scale(sum(cost_output)),
                       trim_scale(sum(cost_failed)), trim_scale(sum(unknown_upper_bound)),
                       trim_scale(sum(dearest_amount)), trim_scale(sum(dearest_comparable_amount))
                FROM rollup_minute GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8""");
    }

    private BooksRepair repair(List<String> underWay) {
        return new BooksRepair(books.dataSource(), _ -> underWay);
    }
}
