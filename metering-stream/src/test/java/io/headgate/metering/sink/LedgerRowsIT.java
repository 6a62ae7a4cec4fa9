package io.headgate.metering.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BookRecords;
import io.headgate.metering.BooksReader;
import io.headgate.metering.Installation;
import io.headgate.metering.aggregate.Bill;
import io.headgate.metering.finance.HandWrittenBooks;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.sql.BulkInsert;
import io.headgate.schemas.sql.Column;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts as {@code usage_ledger_row} has them. */
class LedgerRowsIT {
    private static final String WITHOUT_THE_CLOCK =
            "SELECT to_jsonb(l) - 'booked_at' FROM usage_ledger AS l ORDER BY source_offset";

    private static final String MIDDLE =
            "SELECT l::text FROM usage_ledger AS l WHERE source_offset BETWEEN 50 AND 149 ORDER BY source_offset";

    private HandWrittenBooks books;

    @BeforeEach
    void open() throws Exception {
        books = HandWrittenBooks.empty();
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void fieldsAreTheColumnsInTheirOrder() throws Exception {
        assertThat(books.rows("""
                        SELECT attname FROM pg_attribute
                        WHERE attrelid = 'usage_ledger_row'::regclass AND attnum > 0 ORDER BY attnum"""))
                .isEqualTo(LedgerColumns.all().stream().map(Column::name).toList());
    }

    @Test
    void onlyTheOtherHalfIsWritten_whenHalfOfABatchIsThere() throws Exception {
        List<Attempt> day = AttemptFixture.some(200, 11);
        BookRecords.intoLedger(books.dataSource(), day.subList(50, 150), 50);
        List<String> before = books.rows(MIDDLE);

        BookRecords.intoLedger(books.dataSource(), day, 0);

        assertThat(BooksReader.ledger(books.dataSource())).isEqualTo(BooksReader.log(day));
        assertThat(books.rows(MIDDLE)).hasSize(100).isEqualTo(before);
    }

    @Test
    void recordHasOneRow_whenABatchHasItTwice() throws Exception {
        List<Attempt> once = AttemptFixture.some(1, 12);

        byte[] value = Installation.CODECS.attempt().encode(once.getFirst());
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("attempts", 0, 0, null, value);
        try (Connection connection = books.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            new LedgerBooking(Installation.CODECS.attempt()).book(connection, List.of(record, record));
            connection.commit();
        }

        assertThat(BooksReader.ledger(books.dataSource())).isEqualTo(BooksReader.log(once));
    }

    @Test
    void rowsAreThoseThatColumnsOfTextMake() throws Exception {
        List<Attempt> attempts = AttemptFixture.some(300, 13);
        List<LedgerRow> rows = new ArrayList<>();
        attempts.forEach(attempt -> rows.add(new LedgerRow(attempt, Bill.of(attempt), 0, rows.size())));
        BookRecords.intoLedger(books.dataSource(), attempts, 0);
        List<String> binary = books.rows(WITHOUT_THE_CLOCK);
        books.execute("TRUNCATE usage_ledger");

        try (Connection connection = books.dataSource().getConnection()) {
            new BulkInsert<>("usage_ledger", LedgerColumns.all(), "DO NOTHING").write(connection, rows);
        }

        assertThat(binary).hasSize(300).isEqualTo(books.rows(WITHOUT_THE_CLOCK));
    }
}
