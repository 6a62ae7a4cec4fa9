package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.router.Samples;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.FailureCode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RecentAttemptsTest {
    private static final TopicPartition PARTITION = new TopicPartition("attempts", 0);
    private static final long END = RecentAttempts.MOST + 100;

    private final List<Attempt> learned = new CopyOnWriteArrayList<>();
    private final List<Long> asked = new ArrayList<>();

    @Test
    void theLastOfTheLastHoursAreRead_andThenNoMore() {
        Topic topic = new Topic(0);
        topic.write(END - 2, new byte[] {1, 2, 3});
        topic.write(END - 1, attempt());
        try (RecentAttempts recent = reading(topic)) {
            recent.start();
            await().until(topic::closed);
        }
        assertThat(learned).hasSize(1);
        assertThat(topic.began).as("as many as are worth it").isEqualTo(END - RecentAttempts.MOST);
        assertThat(asked).containsExactly(Samples.NOW.minus(RecentAttempts.BACK).toEpochMilli());
    }

    @Test
    void whereNothingWasWrittenLately_nothingIsRead() {
        Topic topic = new Topic(-1);
        try (RecentAttempts recent = reading(topic)) {
            recent.start();
            await().until(topic::closed);
        }
        assertThat(topic.began).isEqualTo(END);
    }

    @Test
    void withoutKafkaItIsLearnedAnew_andAReadingThatHangsEndsWithTheProcess() {
        Topic away = new Topic(0);
        away.setPollException(new KafkaException("away"));
        try (RecentAttempts recent = reading(away)) {
            recent.start();
            await().until(away::closed);
        }
        Topic hangs = new Topic(0);
        try (RecentAttempts recent = reading(hangs)) {
            recent.start();
            await().until(() -> hangs.began >= 0);
        }
        assertThat(hangs.closed()).isTrue();
        assertThat(learned).isEmpty();
    }

    private RecentAttempts reading(Topic topic) {
        return new RecentAttempts(
                () -> topic,
                "attempts",
                AvroCodecs.singleObject().attempt(),
                learned::add,
                InstantSource.fixed(Samples.NOW));
    }

    private static byte[] attempt() {
        return AvroCodecs.singleObject()
                .attempt()
                .encode(Samples.attempt(
                        new Disposition.Final(), 1, Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT)));
    }

    /** The topic, of which what was written lately begins at an offset; -1 when nothing was. */
    private final class Topic extends MockConsumer<byte[], byte[]> {
        private final long lately;
        private volatile long began = -1;

        Topic(long lately) {
            super("earliest");
            this.lately = lately;
            updatePartitions("attempts", List.of(new PartitionInfo("attempts", 0, Node.noNode(), null, null)));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, END));
        }

        void write(long offset, byte[] value) {
            schedulePollTask(() -> addRecord(new ConsumerRecord<>("attempts", 0, offset, new byte[0], value)));
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            began = offset;
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            asked.addAll(times.values());
            return lately < 0
                    ? new HashMap<>()
                    : times.keySet().stream()
                            .collect(Collectors.toMap(
                                    partition -> partition, partition -> new OffsetAndTimestamp(lately, 0)));
        }
    }
}
