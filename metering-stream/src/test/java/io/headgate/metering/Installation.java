package io.headgate.metering;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.headgate.metering.orphan.OrphanConfig;
import io.headgate.metering.stream.StreamSettings;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Topics and a database of one test's own, and what is published there. */
public final class Installation implements AutoCloseable {
    public static final Codecs CODECS = AvroCodecs.singleObject();
    /** The tags that split the books here. */
    public static final List<String> TAGS = List.of("feature");

    private static final int PARTITIONS = 3;

    private final KafkaConnection kafka;
    private final HikariDataSource pool;
    private final KafkaProducer<byte[], byte[]> producer;

    public Installation(String bootstrapServers, String prefix, String jdbcUrl, String user, String password) {
        this.kafka = new KafkaConnection(bootstrapServers, Map.of(), new TopicNames(prefix));
        this.pool = pool(jdbcUrl, user, password);
        Map<String, Object> settings = kafka.clientProperties();
        // On a topic made a moment ago the broker may refuse a first batch and take the second: then the first is
        // stuck.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static HikariDataSource pool(String jdbcUrl, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    public Installation createTopics() throws Exception {
        TopicNames topics = kafka.topics();
        List<NewTopic> created = Stream.of(
                        topics.attempts(),
                        topics.increments(),
                        topics.quotas(),
                        topics.intents(),
                        topics.orphans(),
                        topics.deadletters())
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                .toList();
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.createTopics(created).all().get();
        }
        return this;
    }

    public void deleteTopic(String topic) throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    /** What the Streams job has read, forgotten: it begins at the first attempt again. */
    public void forgetOffsets() throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            var group = List.of(StreamSettings.applicationId(kafka));
            // A member that was closed is in the group until its session is over.
            await().atMost(Duration.ofSeconds(40))
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> admin.deleteConsumerGroups(group).all().get() == null);
        }
    }

    public MeteringStream metering() {
        return metering(pool);
    }

    public MeteringStream metering(DataSource dataSource) {
        return started(config(), dataSource);
    }

    public MeteringStream metering(MeteringConfig config) {
        return started(config, pool);
    }

    private MeteringStream started(MeteringConfig config, DataSource dataSource) {
        MeteringStream metering =
                new MeteringStream(config, orphans(), kafka, CODECS, BookTags.fixed(TAGS), dataSource);
        metering.start();
        return metering;
    }

    /** Faster than in earnest, so that restarts fall between emissions. */
    public static MeteringConfig config() {
        return new MeteringConfig(
                1, 0, Duration.ofMillis(200), 5_000, 500, Duration.ofMillis(50), Duration.ofMillis(500), null);
    }

    /** Given up soon; with state of its own, as a process has. */
    public static OrphanConfig orphans() {
        try {
            return new OrphanConfig(
                    Files.createTempDirectory(Files.createDirectories(Path.of("target")), "metering-state-"),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(200));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes and returns when the broker has them. */
    public void publish(Collection<Attempt> attempts) {
        List<Future<RecordMetadata>> sent = attempts.stream()
                .map(attempt -> producer.send(new ProducerRecord<>(
                        kafka.topics().attempts(),
                        attempt.key().tenant().value().getBytes(StandardCharsets.UTF_8),
                        CODECS.attempt().encode(attempt))))
                .toList();
        producer.flush();
        sent.forEach(Future::resultNow);
    }

    public void publishRaw(String topic, byte @Nullable [] value) {
        Future<RecordMetadata> sent = producer.send(nullable(topic, value));
        producer.flush();
        sent.resultNow();
    }

    @SuppressWarnings("NullAway") // A record without a value is what Kafka calls a tombstone.
    private static ProducerRecord<byte[], byte[]> nullable(String topic, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, value);
    }

    public KafkaConnection kafka() {
        return kafka;
    }

    public HikariDataSource pool() {
        return pool;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        pool.close();
    }
}
