package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.worker.claim.OffsetLedger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HeldPartitionTest {
    private static final TopicPartition PARTITION = new TopicPartition("dispatch.sim", 0);

    @Test
    void whatWasCompleteBeforeARestartMayComeBehindACommitThatIsAheadOfIt() {
        OffsetLedger before = OffsetLedger.startingAt(10);
        for (long offset = 10; offset < 15; offset++) {
            before.take(offset);
        }
        for (long offset = 11; offset < 15; offset++) {
            before.complete(offset);
        }
        HeldPartition held = restored(before.commit());
        assertThat(held.offer(record(10))).isTrue();
        assertThat(held.ledger.take(10)).isTrue();
        held.ledger.complete(10);
        held.committedPosition = held.ledger.position();

        assertThat(held.committedPosition).isEqualTo(15);
        assertThat(held.offer(record(11))).as("the same log").isTrue();
        assertThat(held.ledger.take(11)).as("to be called again").isFalse();
    }

    @Test
    void aLogThatBeginsAnewIsTold() {
        HeldPartition held = restored(OffsetLedger.startingAt(10).commit());

        assertThat(held.offer(record(0))).isFalse();
        assertThat(held.offer(record(10))).isTrue();
        assertThat(held.offer(record(10))).isFalse();
    }

    @Test
    void aLogThatBeginsAnewBehindAMarkerIsTold() {
        HeldPartition held = restored(OffsetLedger.startingAt(10).commit());

        held.reached(12);

        assertThat(held.offer(record(11))).isFalse();
        assertThat(held.offer(record(12))).isTrue();
    }

    private static HeldPartition restored(OffsetLedger.Commit commit) {
        return new HeldPartition(
                PARTITION,
                false,
                OffsetLedger.restore(commit.position(), commit.metadata()).ledger());
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[0]);
    }
}
