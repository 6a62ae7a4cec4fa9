package io.headgate.metering.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BookRecords;
import io.headgate.metering.finance.HandWrittenBooks;
import io.headgate.metering.rerate.sql.AccountingPeriods;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** October is closed, and goes on changing. A million tokens cost 0.150000000001 USD at small, 2.5 EUR at large. */
class LateAttemptsIT {
    private static final String SHOWN = """
            SELECT month, currency, late_attempts, late_unpriced, trim_scale(late_cost) FROM finance.closed_months
            ORDER BY month, currency""";

    private HandWrittenBooks books;

    @BeforeEach
    void close() throws Exception {
        books = HandWrittenBooks.empty();
        BookRecords.intoRollups(books.dataSource(), List.of(at("small", "2026-10-31T23:59:59Z")));
        AccountingPeriods.close(books.dataSource(), YearMonth.of(2026, 10), "ada");
    }

    @AfterEach
    void end() {
        books.close();
    }

    @Test
    void nothingIsLate_whenAllCameBeforeTheClose_orIsOfAnotherMonth() throws Exception {
        BookRecords.intoRollups(books.dataSource(), List.of(at("small", "2026-11-01T00:00:00Z")));

        assertThat(books.rows(SHOWN)).containsExactly("2026-10-01|null|0|0|null");
    }

    @Test
    void whatComesAfterwardsIsCounted_byCurrency_andAddedUp() throws Exception {
        BookRecords.intoRollups(
                books.dataSource(),
                List.of(
                        at("small", "2026-10-01T00:00:00Z"),
                        at("small", "2026-10-02T00:00:00Z"),
                        at("large", "2026-10-31T23:59:59.999Z"),
                        at("unpriced", "2026-10-05T00:00:00Z")));
        BookRecords.intoRollups(books.dataSource(), List.of(at("small", "2026-10-31T23:59:59Z")));

        assertThat(books.rows(SHOWN))
                .containsExactly(
                        "2026-10-01|EUR|1|0|2.5", "2026-10-01|USD|3|0|0.450000000003", "2026-10-01|null|1|1|null");
        assertThat(books.rows("SELECT sum(attempts) FROM rollup_month WHERE month = '2026-10-01'"))
                .containsExactly("6");
        assertThat(AccountingPeriods.closed(books.dataSource()))
                .extracting(AccountingPeriods.Closed::lateAttempts)
                .containsExactly(1L, 3L, 1L);
    }

    private static Attempt at(String model, String moment) {
        Usage million = new Usage(Map.of(Meter.INPUT, 1_000_000L), Usage.Source.REPORTED);
        return AttemptFixture.attempt(
                "acme", model + moment, model, Map.of(), Instant.parse(moment), AttemptStatus.COMPLETED, million);
    }
}
