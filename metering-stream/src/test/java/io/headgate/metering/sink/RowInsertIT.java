package io.headgate.metering.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.metering.finance.HandWrittenBooks;
import io.headgate.schemas.sql.BulkInsert;
import io.headgate.schemas.sql.Column;
import io.headgate.schemas.sql.Column.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What travels in binary is what travels as text, value by value. */
class RowInsertIT {
    private static final List<Column<Thing>> COLUMNS = List.of(
            Column.bigint("id", Thing::id),
            Column.text("name", Thing::name),
            Column.json("tags", thing -> thing.name() == null ? null : "{\"a\": \"ü\"}"),
            Column.flag("even", thing -> thing.id() % 2 == 0),
            Column.integer("part", thing -> Long.hashCode(thing.id())),
            Column.numeric("amount", Thing::amount),
            Column.timestamp("at", Thing::at));
    private static final RowInsert<Thing> BINARY = new RowInsert<>("thing", "thing_row", COLUMNS);
    private static final BulkInsert<Thing> TEXT = new BulkInsert<>("thing", COLUMNS, "DO NOTHING");
    private static final String FIELDS =
            "id bigint, name text, tags jsonb, even boolean, part integer, amount numeric, at timestamptz";

    private HandWrittenBooks database;

    private record Thing(
            long id,
            @Nullable String name,
            @Nullable BigDecimal amount,
            @Nullable Instant at) {}

    @BeforeEach
    void open() throws Exception {
        database = HandWrittenBooks.withoutTables();
        database.execute("CREATE TYPE thing_row AS (%s)".formatted(FIELDS));
        database.execute("CREATE TABLE thing (%s, PRIMARY KEY (id))".formatted(FIELDS));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rowsAreThoseThatTextMakes() throws Exception {
        List<Thing> things = things();
        assertThat(write(things)).isEqualTo(things.size());
        List<String> binary = database.rows("SELECT thing::text FROM thing ORDER BY id");

        database.execute("TRUNCATE thing");
        try (Connection connection = database.dataSource().getConnection()) {
            TEXT.write(connection, things);
        }

        assertThat(binary).hasSize(things.size()).isEqualTo(database.rows("SELECT thing::text FROM thing ORDER BY id"));
    }

    @Test
    void whatIsThereIsLeftOut_alsoWhenItCameInTheSameArray() throws Exception {
        Instant at = Instant.EPOCH;
        write(List.of(new Thing(1, "first", null, at), new Thing(2, "first", null, at)));

        int written = write(List.of(
                new Thing(2, "second", null, at), new Thing(3, "second", null, at), new Thing(3, "third", null, at)));

        assertThat(written).isOne();
        assertThat(database.rows("SELECT id, name FROM thing ORDER BY id"))
                .containsExactly("1|first", "2|first", "3|second");
    }

    @Test
    void nothingIsSent_whenThereAreNoRows() throws Exception {
        assertThat(write(List.of())).isZero();
    }

    @Test
    void columnThatIsNotInItsPlaceIsRefused_whenItsTypeTells() throws Exception {
        RowInsert<Thing> mixedUp = new RowInsert<>("thing", "thing_row", COLUMNS.reversed());

        try (Connection connection = database.dataSource().getConnection()) {
            List<byte[]> rows = rows(mixedUp, things());
            assertThatThrownBy(() -> mixedUp.write(connection, rows)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void typeThatNoLedgerHasIsRefused() {
        RowWriter<Thing> writer = new RowWriter<>(List.of(new Column<>("id", Type.UUID, _ -> UUID.randomUUID())));

        assertThatThrownBy(() -> writer.write(new Thing(1, null, null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UUID");
    }

    private static List<byte[]> rows(RowInsert<Thing> insert, List<Thing> things) {
        RowWriter<Thing> writer = insert.rows();
        return things.stream().map(writer::write).toList();
    }

    private int write(List<Thing> things) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return BINARY.write(connection, rows(BINARY, things));
        }
    }

    private static List<Thing> things() {
        List<Thing> things = new ArrayList<>();
        for (String amount : List.of(
                "0",
                "0.000000000000000000",
                "1",
                "-1",
                "10000",
                "9999.9999",
                "0.0001",
                "1E+20",
                "1E-18",
                "999999999999999.999999999999999999",
                "-0.000000000000000001",
                "100000000.00000001")) {
            things.add(new Thing(things.size(), "n", new BigDecimal(amount), Instant.EPOCH));
        }
        for (String at : List.of(
                "2000-01-01T00:00:00Z",
                "1999-12-31T23:59:59.999999Z",
                "2026-11-30T23:59:59.001Z",
                "2999-12-31T23:59:59Z")) {
            things.add(new Thing(things.size(), null, null, Instant.parse(at)));
        }
        for (String name : List.of("", "ü€😀", "x".repeat(100_000))) {
            things.add(new Thing(things.size(), name, null, null));
        }
        Random random = new Random(7);
        while (things.size() < 2_000) {
            BigInteger digits = new BigInteger(random.nextInt(120), random);
            things.add(new Thing(
                    random.nextLong(),
                    "r",
                    new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(19)),
                    Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L))));
        }
        return things;
    }
}
