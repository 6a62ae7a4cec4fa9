package io.headgate.metering.alert.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.alert.Observation.OldestUnread;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final KafkaConnection kafka = new KafkaConnection(
            TestServers.shared().bootstrapServers(),
            Map.of(),
            new TopicNames(TestServers.freshPrefix(BacklogIT.class)));
    private final TopicPartition admissions = new TopicPartition(kafka.topics().admissions(), 0);
    private final TopicPartition results = new TopicPartition(kafka.topics().results(), 0);
    private final String group = kafka.topics().prefix() + "admission";
    private final Backlog backlog = new Backlog(kafka, EVERY);
    private final Admin admin = Admin.create(kafka.clientProperties());

    @BeforeEach
    void publish() throws Exception {
        admin.createTopics(List.of(
                        new NewTopic(admissions.topic(), 1, (short) 1).configs(Map.of("retention.ms", "604800000")),
                        new NewTopic(results.topic(), 1, (short) 1)))
                .all()
                .get();
        Map<String, Object> settings = kafka.clientProperties();
        settings.put("transactional.id", kafka.topics().prefix() + "writer");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(admissions, Duration.ofDays(4)));
            producer.send(record(admissions, Duration.ofDays(2)));
            producer.send(record(results, Duration.ofDays(6)));
            producer.commitTransaction();
        }
    }

    @AfterEach
    void close() {
        backlog.close();
        admin.close();
    }

    @Test
    void theOldestRecordBeforeAGroupIsSeen_untilTheGroupIsPastTheLast() throws Exception {
        stands(group, admissions, 0);
        // Who reads results late loses nothing that is ours, and other installations are not ours either.
        stands(group, results, 0);
        stands("elsewhere", admissions, 0);

        assertThat(backlog.seen(NOW)).containsExactly(unread(Duration.ofDays(4)));

        stands(group, admissions, 1);
        assertThat(backlog.seen(NOW.plus(EVERY).minusSeconds(1)))
                .as("not asked so soon")
                .containsExactly(unread(Duration.ofDays(4)));
        assertThat(backlog.seen(NOW.plus(EVERY))).containsExactly(unread(Duration.ofDays(2)));

        // Only the mark of the transaction is behind the last record.
        stands(group, admissions, 2);
        assertThat(backlog.seen(NOW.plus(EVERY.multipliedBy(2)))).isEmpty();
    }

    private OldestUnread unread(Duration age) {
        return new OldestUnread(group, admissions.topic(), NOW.minus(age), Duration.ofDays(7));
    }

    private void stands(String who, TopicPartition partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(who, Map.of(partition, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private static ProducerRecord<byte[], byte[]> record(TopicPartition partition, Duration age) {
        return new ProducerRecord<>(partition.topic(), 0, NOW.minus(age).toEpochMilli(), null, new byte[] {1});
    }
}
