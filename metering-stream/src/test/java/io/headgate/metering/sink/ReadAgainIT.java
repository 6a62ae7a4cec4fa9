package io.headgate.metering.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.Installation;
import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.metering.finance.HandWrittenBooks;
import io.headgate.metering.rerate.sql.AccountingPeriods;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Round;
import io.headgate.schemas.message.Increment.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rollups by themselves, and increments that say where their attempts lie; each has ten attempts of one line. */
class ReadAgainIT {
    private static final Instant STARTED = Instant.parse("2026-10-20T10:00:00Z");
    private static final String TOTAL = "SELECT sum(attempts) FROM rollup_%s";
    private static final String NOTED =
            "SELECT sum(replayed_attempts), sum(unclear_attempts) FROM rollup_source WHERE topic = 'increments'";

    private HandWrittenBooks books;
    private RollupBooking booking = sink();

    @BeforeEach
    void open() throws Exception {
        books = HandWrittenBooks.empty();
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void totalsAreUnchanged_whenAllIsReadAgainInOtherRounds() throws Exception {
        book(List.of(ten(0, round(9), 0), ten(0, round(19), 10), ten(1, round(9), 0)));
        List<String> before = books.rows("SELECT * FROM rollup_minute ORDER BY minute, line");

        booking = sink();
        Round all = round(19);
        book(List.of(ten(0, all, 0), ten(0, all, 10)));
        book(List.of(ten(1, round(9), 0)));

        assertThat(books.rows("SELECT * FROM rollup_minute ORDER BY minute, line"))
                .isEqualTo(before);
        assertThat(books.rows(NOTED)).containsExactly("30|0");
        assertThat(booking.replays().known()).isEqualTo(30);
        assertThat(booking.replays().unclear()).isZero();
    }

    @Test
    void nothingIsLost_whenASinkIsKilledInTheMiddleOfARound() throws Exception {
        Round round = round(29);
        book(List.of(ten(0, round, 0), ten(0, round, 10)));

        booking = sink();
        book(List.of(ten(0, round, 20), ten(0, round(39), 30)));

        assertTotal(40);
        assertThat(books.rows(NOTED)).containsExactly("0|0");
    }

    @Test
    void eachPartitionOfAttemptsGoesItsOwnWay_andEachPartitionOfIncrements() throws Exception {
        Round round = round(109);
        book(List.of(ten(0, round, 100), ten(1, round(9), 0)));
        bookInto(1, List.of(ten(0, round, 0)));

        assertTotal(30);
    }

    @Test
    void whatIsPartlyNewIsNotAdded_andCounted() throws Exception {
        book(List.of(ten(0, round(9), 0)));

        Round again = round(24);
        book(List.of(ten(0, again, 5), ten(0, again, 0), ten(0, again, 15)));

        assertTotal(20);
        assertThat(books.rows(NOTED)).containsExactly("10|10");
        assertThat(booking.replays().unclear()).isEqualTo(10);
    }

    @Test
    void nothingIsCountedAsLate_whenAClosedMonthIsReadAgain() throws Exception {
        book(List.of(ten(0, round(9), 0)));
        AccountingPeriods.close(books.dataSource(), YearMonth.of(2026, 10), "ada");

        book(List.of(ten(0, round(9), 0)));

        assertThat(books.rows("SELECT count(*) FROM accounting_period_late")).containsExactly("0");
    }

    @Test
    void whatDoesNotSayWhereItLiesIsAddedAsEver() throws Exception {
        Increment older = ten(0, round(9), 0).from(null);
        book(List.of(ten(0, round(99), 90), older, older));

        assertTotal(30);
    }

    private void assertTotal(long attempts) throws SQLException {
        for (String rollup : List.of("minute", "hour", "day", "month")) {
            assertThat(books.rows(TOTAL.formatted(rollup))).containsExactly(Long.toString(attempts));
        }
    }

    private static RollupBooking sink() {
        return new RollupBooking(Installation.CODECS.increment());
    }

    private static Round round(long through) {
        return new Round(UUID.randomUUID(), through);
    }

    /** Ten attempts from an offset on. */
    private static Increment ten(int partition, Round round, long first) {
        Attempt attempt = AttemptFixture.completed("acme", "r1", STARTED, 10, 1);
        Increment one = ((Counted.Bookable) Aggregation.count(attempt)).increment();
        Increment sum = one;
        for (int i = 1; i < 10; i++) {
            sum = Aggregation.merge(sum, one);
        }
        return sum.from(new Source(partition, first, first + 9, round));
    }

    private void book(List<Increment> increments) throws SQLException {
        bookInto(0, increments);
    }

    private void bookInto(int partition, List<Increment> increments) throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Increment increment : increments) {
            byte[] value = Installation.CODECS.increment().encode(increment);
            records.add(new ConsumerRecord<>("increments", partition, records.size(), null, value));
        }
        try (Connection connection = books.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            booking.book(connection, records);
            connection.commit();
            booking.committed();
        }
    }
}
