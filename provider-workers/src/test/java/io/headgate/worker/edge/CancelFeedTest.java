package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import io.headgate.worker.Samples;
import io.headgate.worker.report.CancelMemory;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelFeedTest {
    private static final TopicPartition PARTITION = new TopicPartition("cancels", 0);
    private static final MessageCodec<Cancel> CODEC = AvroCodecs.singleObject().cancel();

    private final Instant now = Instant.now();
    private final List<Topic> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final CancelFeed feed = new CancelFeed(
            () -> {
                if (failures.getAndDecrement() > 0) {
                    throw new KafkaException("broker is away");
                }
                Topic next = new Topic();
                opened.add(next);
                return next;
            },
            "cancels",
            CODEC,
            new CancelMemory(10),
            Clock.systemUTC());
    private volatile long end;

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void isReady_whenTheTopicIsEmpty() {
        feed.start();
        await().until(feed::ready);
    }

    @Test
    void isReady_onlyWhenItHasReadWhatWasThere() {
        end = 2;
        feed.start();
        await().until(() -> opened.size() == 1);
        write(opened.getFirst(), 0, CODEC.encode(cancel("a")));
        await().until(() -> feed.cancelled(key("a"), now).isPresent());
        assertThat(feed.ready()).isFalse();
        write(opened.getFirst(), 1, CODEC.encode(cancel("b")));
        await().until(feed::ready);
        assertThat(feed.cancelled(key("b"), now)).isPresent();
    }

    @Test
    void passesOverWhatCannotBeRead_andCounts() {
        feed.start();
        await().until(feed::ready);
        write(opened.getFirst(), 0, new byte[] {1, 2, 3});
        write(opened.getFirst(), 1, null);
        write(opened.getFirst(), 2, CODEC.encode(cancel("a")));
        await().until(() -> feed.cancelled(key("a"), now).isPresent());
        assertThat(feed.state().unreadable()).isEqualTo(2);
    }

    @Test
    void tellsListeners_alsoAfterOneOfThemFailed() {
        List<RequestKey> heard = new CopyOnWriteArrayList<>();
        feed.onCancel(_ -> {
            throw new IllegalStateException("as ordered");
        });
        feed.onCancel(heard::add);
        feed.start();
        await().until(feed::ready);
        write(opened.getFirst(), 0, CODEC.encode(cancel("a")));
        await().until(() -> heard.equals(List.of(key("a"))));
    }

    @Test
    void goesOnTrying_whileTheBrokerIsAway() {
        failures.set(1);
        feed.start();
        await().until(feed::ready);
        assertThat(opened).hasSize(1);
    }

    @Test
    void takesUpWhereItStopped_whenTheConsumerBroke() {
        feed.start();
        await().until(feed::ready);
        write(opened.getFirst(), 0, CODEC.encode(cancel("a")));
        await().until(() -> feed.cancelled(key("a"), now).isPresent());
        opened.getFirst().setPollException(new KafkaException("broker is away"));
        opened.getFirst().wakeUpPoll();
        await().until(() -> opened.size() == 2 && !opened.get(1).assignment().isEmpty());
        write(opened.get(1), 1, CODEC.encode(cancel("b")));
        await().until(() -> feed.cancelled(key("b"), now).isPresent());
        assertThat(feed.cancelled(key("a"), now)).isPresent();
    }

    private void write(Topic topic, long offset, byte @Nullable [] value) {
        await().until(() -> !topic.assignment().isEmpty());
        topic.schedulePollTask(() -> topic.addRecord(new ConsumerRecord<>(
                "cancels",
                0,
                offset,
                now.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                value,
                new RecordHeaders(),
                Optional.empty())));
    }

    private Cancel cancel(String id) {
        return new Cancel(key(id), "someone", null, now);
    }

    private static RequestKey key(String id) {
        return new RequestKey(Samples.TENANT, new RequestId(id));
    }

    /** One partition; polls return every few milliseconds, as no broker's would. */
    private final class Topic extends MockConsumer<byte[], byte[]> {
        Topic() {
            super("earliest");
            updatePartitions("cancels", List.of(new PartitionInfo("cancels", 0, Node.noNode(), null, null)));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, end));
        }

        void wakeUpPoll() {
            schedulePollTask(() -> {});
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, time) -> found.put(partition, end == 0 ? null : new OffsetAndTimestamp(0, time)));
            return found;
        }
    }
}
