package io.headgate.metering.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BooksReader;
import io.headgate.metering.Installation;
import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.metering.finance.HandWrittenBooks;
import io.headgate.schemas.message.Attempt;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger and the rollups on one sink, real tables under it, and a consumer that gives what it is told to. */
class OneTransactionIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final TopicPartition ATTEMPTS = new TopicPartition("attempts", 0);
    private static final TopicPartition INCREMENTS = new TopicPartition("increments", 0);

    /** The transactions that wrote what there is. */
    private static final String WRITERS = """
            SELECT DISTINCT xmin::text FROM (
                SELECT xmin FROM usage_ledger
                UNION ALL SELECT xmin FROM rollup_minute
                UNION ALL SELECT xmin FROM stream_position) AS written""";

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final List<Attempt> attempts = AttemptFixture.some(40, 3);
    private volatile boolean failing;
    private HandWrittenBooks books;
    private Sink sink;

    @BeforeEach
    void open() throws Exception {
        books = HandWrittenBooks.empty();
        Map<TopicPartition, Long> begin = Map.of(ATTEMPTS, 0L, INCREMENTS, 0L);
        Map<TopicPartition, Long> end = Map.of(ATTEMPTS, 100L, INCREMENTS, 100L);
        consumer.updateBeginningOffsets(begin);
        consumer.updateEndOffsets(end);
        consumer.schedulePollTask(() -> consumer.rebalance(begin.keySet()));
        sink = new Sink(
                List.of(
                        new SinkInput(ATTEMPTS.topic(), new LedgerBooking(Installation.CODECS.attempt())),
                        new SinkInput(INCREMENTS.topic(), new SometimesFailing())),
                books.dataSource(),
                () -> consumer,
                500,
                Duration.ofMillis(10),
                Duration.ofMillis(50));
    }

    @AfterEach
    void close() {
        sink.close();
        books.close();
    }

    @Test
    void rowsRollupsAndPositionsAreWrittenByOneTransaction() throws Exception {
        sink.start();
        give(both(0, 40));

        await().atMost(LONG).until(() -> written("usage_ledger") == 40 && written("rollup_minute") > 0);
        BooksReader.assertEqualTo(attempts, books.dataSource());
        assertThat(books.rows(WRITERS)).hasSize(1);
        assertThat(books.rows("SELECT sink, topic, next_offset FROM stream_position ORDER BY 1"))
                .containsExactly("ledger|attempts|40", "rollup|increments|40");
    }

    @Test
    void whatOneTopicHoldsDoesNotStopTheOther_andAfterwardsTheyAreOneTransactionAgain() throws Exception {
        failing = true;
        sink.start();
        give(both(0, 20));
        await().atMost(LONG).until(() -> sink.state(INCREMENTS.topic()) instanceof SinkState.Waiting);
        assertThat(written("usage_ledger")).as("neither, or both").isZero();

        give(both(0, 20));
        await().atMost(LONG).until(() -> written("usage_ledger") == 20);
        await().atMost(LONG).until(() -> sink.state(ATTEMPTS.topic()) instanceof SinkState.Booking);
        assertThat(books.rows("SELECT sink, next_offset FROM stream_position ORDER BY 1"))
                .containsExactly("ledger|20", "rollup|0");

        failing = false;
        give(increments(0, 20));
        await().atMost(LONG).until(() -> written("rollup_minute") > 0);
        give(both(20, 40));
        await().atMost(LONG).until(() -> written("usage_ledger") == 40);
        BooksReader.assertEqualTo(attempts, books.dataSource());
        assertThat(books.rows("""
                SELECT count(DISTINCT xmin::text) FROM (
                    SELECT xmin FROM usage_ledger WHERE source_offset >= 20
                    UNION ALL SELECT xmin FROM stream_position) AS written""")).containsExactly("1");
    }

    @Test
    void nothingOfTheOtherIsPassedOver_whileATopicIsNotTheOneThatWasBooked() throws Exception {
        books.execute("INSERT INTO stream_position VALUES ('rollup', 'increments', 0, 500)");
        sink.start();
        for (int i = 0; i < 40; i++) {
            int next = i;
            consumer.schedulePollTask(() -> consumer.addRecord(attempt(next)));
        }

        await().atMost(LONG).until(() -> written("usage_ledger") == 40);
        assertThat(sink.state(INCREMENTS.topic())).isInstanceOf(SinkState.Broken.class);
        assertThat(books.rows("SELECT next_offset FROM stream_position WHERE sink = 'ledger'"))
                .containsExactly("40");
    }

    /** As a broker would, and again what was given before and is asked for again. */
    private void give(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private List<ConsumerRecord<byte[], byte[]>> both(int from, int to) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(increments(from, to));
        for (int i = from; i < to; i++) {
            all.add(attempt(i));
        }
        return all;
    }

    private List<ConsumerRecord<byte[], byte[]>> increments(int from, int to) {
        return Stream.iterate(from, i -> i < to, i -> i + 1)
                .map(i -> {
                    var counted = (Counted.Bookable) Aggregation.count(attempts.get(i), Installation.TAGS);
                    return record(INCREMENTS, i, Installation.CODECS.increment().encode(counted.increment()));
                })
                .collect(Collectors.toList());
    }

    private ConsumerRecord<byte[], byte[]> attempt(int i) {
        return record(ATTEMPTS, i, Installation.CODECS.attempt().encode(attempts.get(i)));
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, byte[] value) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], value);
    }

    private long written(String table) throws SQLException {
        return BooksReader.count(books.dataSource(), "SELECT count(*) FROM " + table);
    }

    /** The rollups, on a day on which something is wrong with them. */
    private final class SometimesFailing implements Booking {
        private final RollupBooking rollups = new RollupBooking(Installation.CODECS.increment());

        @Override
        public String name() {
            return rollups.name();
        }

        @Override
        public void book(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
            rollups.book(connection, records);
            if (failing) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        public void committed() {
            rollups.committed();
        }
    }
}
