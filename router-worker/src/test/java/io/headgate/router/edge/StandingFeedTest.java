package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.CanaryStop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandingFeedTest {
    private static final TopicPartition PARTITION = new TopicPartition("canaries", 0);
    private static final MessageCodec<CanaryStop> CODEC =
            AvroCodecs.singleObject().canaryStop();

    private final List<Topic> opened = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final StandingFeed<CanaryStop> feed = new StandingFeed<>(
            () -> {
                Topic next = new Topic();
                opened.add(next);
                return next;
            },
            "canaries",
            CODEC,
            stop -> stop.alias().value(),
            (key, stop) -> heard.add(new Alias(key) + (stop == null ? " is over" : " " + stop.words())));

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void allThatWasThereIsHeard_beforeItCountsAsRead() {
        feed.start();
        assertThat(feed.awaitRead(Duration.ofMillis(300))).isFalse();
        Topic topic = opened.getFirst();
        topic.write(0, "text", CODEC.encode(stop("text", "fails")));
        topic.write(1, "other", CODEC.encode(stop("other", "costs")));
        assertThat(feed.awaitRead(Duration.ofSeconds(10))).isTrue();
        assertThat(heard).containsExactly("text fails", "other costs");
        topic.write(2, "text", null);
        await().untilAsserted(() -> assertThat(heard).endsWith("text is over"));
    }

    @Test
    void whatCannotStandUnderItsKeyIsPassedOver_andKafkaMayGoAndComeBack() {
        feed.start();
        await().until(() ->
                opened.size() == 1 && !opened.getFirst().assignment().isEmpty());
        opened.getFirst().write(0, "text", new byte[] {1, 2, 3});
        opened.getFirst().write(1, "text", CODEC.encode(stop("other", "costs")));
        opened.getFirst().write(2, null, CODEC.encode(stop("other", "costs")));
        opened.getFirst().write(3, "no alias", null);
        await().until(() -> opened.getFirst().position(PARTITION) == 4);
        opened.getFirst().setPollException(new KafkaException("gone"));
        await().until(() -> opened.size() == 2 && !opened.getLast().assignment().isEmpty());
        opened.getLast().write(4, "text", CODEC.encode(stop("text", "fails")));
        await().untilAsserted(() -> assertThat(heard).containsExactly("text fails"));
    }

    private static CanaryStop stop(String alias, String words) {
        Canary.Stop rule = new Canary.Stop(1, null, null, null, null, null, 20);
        Canary canary = new Canary(new ModelName("m0"), new ModelName("m1"), 500, null, List.of(), rule);
        return new CanaryStop(new Alias(alias), canary, words, new CatalogRevision(7), Instant.EPOCH);
    }

    /** The topic, which had two records when it was opened. */
    private static final class Topic extends MockConsumer<byte[], byte[]> {
        Topic() {
            super("earliest");
            updatePartitions("canaries", List.of(new PartitionInfo("canaries", 0, Node.noNode(), null, null)));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, 2L));
        }

        void write(long offset, @Nullable String key, byte @Nullable [] value) {
            schedulePollTask(() -> addRecord(new ConsumerRecord<>(
                    "canaries", 0, offset, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value)));
        }
    }
}
