package io.headgate.metering.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommittedLogTest {
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final CommittedLog log = new CommittedLog(consumer, Duration.ofSeconds(5));

    @Test
    void nothingIsUnread_whenThePositionsAreTheEnds() {
        ends(10, 20);

        assertThat(log.unread(Map.of(ZERO, 10L, ONE, 20L))).isEmpty();
        assertThat(log.unread(Map.of())).isEmpty();
    }

    @Test
    void aRecordBehindThePosition_isFound() {
        ends(10, 21);
        consumer.schedulePollTask(() -> consumer.addRecord(record(ONE, 20, "k", "v")));

        assertThat(log.unread(Map.of(ZERO, 10L, ONE, 20L))).contains(ONE);
    }

    /** A transaction leaves a mark behind its last record, which is passed over and never read. */
    @Test
    void nothingIsUnread_whenOnlyTheMarkOfATransactionIs() {
        ends(11, 20);
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> consumer.seek(ZERO, 11));

        assertThat(log.unread(Map.of(ZERO, 10L, ONE, 20L))).isEmpty();
    }

    @Test
    void aTopicThatIsNotReadInTime_isNotTakenForEmpty() {
        ends(11, 20);

        assertThatThrownBy(() -> new CommittedLog(consumer, Duration.ofMillis(1)).unread(Map.of(ZERO, 10L)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("t-0");
    }

    @Test
    void keysAreLive_whoseLastValueIsOne() {
        ends(4, 2);
        consumer.schedulePollTask(() -> {
            consumer.addRecord(record(ZERO, 0, "a", "1"));
            consumer.addRecord(record(ZERO, 1, "b", "1"));
            consumer.addRecord(record(ZERO, 2, "a", null));
            consumer.addRecord(record(ZERO, 3, "b", "2"));
            // Each partition is a task's own: the same line may be open in one and emitted by the other.
            consumer.addRecord(record(ONE, 0, "b", "1"));
            consumer.addRecord(record(ONE, 1, "b", null));
        });

        assertThat(log.live(List.of(ZERO, ONE))).isOne();
    }

    @Test
    void aTopicThatIsNotThere_hasNoPartitions() {
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, null, null, null)));

        assertThat(log.partitions("t")).containsExactly(ZERO);
        assertThat(log.partitions("gone")).isEmpty();
        assertThat(log.live(log.partitions("gone"))).isZero();
    }

    private void ends(long zero, long one) {
        consumer.updateBeginningOffsets(new HashMap<>(Map.of(ZERO, 0L, ONE, 0L)));
        consumer.updateEndOffsets(new HashMap<>(Map.of(ZERO, zero, ONE, one)));
    }

    @SuppressWarnings("NullAway") // A record without a value is what Kafka calls a tombstone.
    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, String key, @Nullable String value) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
}
