package io.headgate.metering.alert.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.BooksReader;
import io.headgate.metering.Installation;
import io.headgate.metering.alert.books.AlertCatalogues;
import io.headgate.metering.alert.books.BookEntries;
import io.headgate.metering.alert.books.BookEntries.Line;
import io.headgate.metering.alert.delivery.HttpReceiver;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Alert.State;
import io.headgate.schemas.sql.Migrations;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertServiceIT {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final int PARTITIONS = 2;
    private static final Instant BEGUN = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final AlertConfig CONFIG = new AlertConfig(Duration.ofMillis(200), Duration.ofMillis(50));

    private final HttpReceiver receiver = new HttpReceiver();
    private Installation installation;
    private BookEntries books;

    @BeforeEach
    void install() throws Exception {
        Servers servers = TestServers.shared();
        installation = new Installation(
                servers.bootstrapServers(),
                TestServers.freshPrefix(AlertServiceIT.class),
                TestServers.freshDatabase(),
                servers.jdbcUser(),
                servers.jdbcPassword());
        try (Admin admin = Admin.create(installation.kafka().clientProperties())) {
            admin.createTopics(List.of(new NewTopic(topic(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        Migrations.migrate(installation.pool());
        books = new BookEntries(installation.pool());
    }

    @AfterEach
    void close() {
        installation.close();
        receiver.close();
    }

    @Test
    void alert_isToldToTableTopicAndWebhookOnce_andOverOnce_whateverStartsAnew() throws Exception {
        receiver.answering(500); // The first post is not taken.
        books.hour(Instant.now().truncatedTo(ChronoUnit.HOURS), new Line("acme", "small", 3, 3, 0, null));
        try (AlertService one = service()) {
            await().atMost(LONG).until(() -> onTopic().size() == 1);
            awaitPosts(2);
            try (AlertService two = service()) {
                one.close();
                books.execute("UPDATE rollup_hour SET unpriced = 0");
                await().atMost(LONG).until(() -> onTopic().size() == 2);
                awaitPosts(3);
                await().atMost(LONG)
                        .until(() -> count("state = 'resolved' AND source = 'books' AND told_at >= resolved_at") == 1);
            }
        }
        assertThat(onTopic()).extracting(Alert::state).containsExactlyInAnyOrder(State.RAISED, State.RESOLVED);
        assertThat(onTopic().stream().map(Alert::id).distinct()).hasSize(1);
        assertThat(receiver.posts()).allMatch(post -> post.isSignedWith("s3cret"));
        assertThat(receiver.posts().get(0).body())
                .isEqualTo(receiver.posts().get(1).body());
        assertThat(receiver.posts().get(2).body()).contains("\"state\":\"resolved\"");
        assertThat(count("true")).isEqualTo(1);
    }

    @Test
    void whoCannotBeToldIsInTheState_untilHeCan() throws Exception {
        receiver.answering(500, 500, 500);
        books.hour(Instant.now().truncatedTo(ChronoUnit.HOURS), new Line("acme", "small", 3, 3, 0, null));
        try (AlertService service = service()) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(service.state().failing())
                            .singleElement()
                            .satisfies(failing -> {
                                assertThat(failing.receiver()).startsWith("webhook:");
                                assertThat(failing.alerts()).isOne();
                                assertThat(failing.problem()).contains("500");
                            }));
            awaitPosts(4);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(service.state().failing()).isEmpty());
            assertThat(service.state().lookedAt()).isAfterOrEqualTo(BEGUN);
            assertThat(service.state().problem()).isNull();
        }
    }

    @Test
    void alertOfAWorker_isInTheTable_andPosted_onceHoweverManyTellIt() throws Exception {
        try (AlertService service = service()) {
            installation.publishRaw(topic(), mismatch(State.RAISED, 1));
            installation.publishRaw(topic(), mismatch(State.RAISED, 2));
            awaitPosts(1);
            await().atMost(LONG).until(() -> count("state = 'raised' AND source = 'topic'") == 1);
            installation.publishRaw(topic(), mismatch(State.RESOLVED, 3));
            awaitPosts(2);
            await().atMost(LONG).until(() -> count("state = 'resolved'") == 1);
            installation.publishRaw(topic(), mismatch(State.RAISED, 4));
            awaitPosts(3);
        }
        assertThat(onTopic()).as("nothing is put back on the topic").hasSize(4);
        assertThat(count("state = 'raised'")).isEqualTo(1);
    }

    @Test
    void alertOfLongAgo_isInTheTable_andPostedToNobody() throws Exception {
        try (AlertService service = service()) {
            installation.publishRaw(topic(), mismatch(State.RAISED, -90_000));
            await().atMost(LONG).until(() -> count("state = 'raised' AND source = 'topic'") == 1);
        }
        assertThat(BooksReader.count(installation.pool(), "SELECT count(*) FROM alert_outbox"))
                .isZero();
    }

    private AlertService service() {
        AlertService service = new AlertService(
                CONFIG,
                installation.kafka(),
                Installation.CODECS,
                installation.pool(),
                CatalogSource.fixed(AlertCatalogues.posting(receiver.url(), AlertRule.Kind.UNPRICED)),
                Map.of("HOOK_SECRET", "s3cret"));
        service.start();
        return service;
    }

    private void awaitPosts(int wanted) {
        await().atMost(LONG).untilAsserted(() -> assertThat(receiver.posts()).hasSize(wanted));
    }

    private static byte[] mismatch(State state, int second) {
        return Installation.CODECS
                .alert()
                .encode(new Alert(
                        "model_mismatch/sim/eu/small/other",
                        state,
                        Alert.Kind.MODEL_MISMATCH,
                        null,
                        Alert.Scope.INSTALLATION,
                        "the provider serves another",
                        null,
                        null,
                        BEGUN.plusSeconds(second)));
    }

    private List<Alert> onTopic() {
        Map<String, Object> settings = installation.kafka().clientProperties();
        List<Alert> alerts = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    List.of(new TopicPartition(topic(), 0), new TopicPartition(topic(), PARTITIONS - 1));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> end = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < end.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    alerts.add(((Decoded.Readable<Alert>)
                                    Installation.CODECS.alert().decode(record.value()))
                            .value());
                }
            }
        }
        return alerts;
    }

    private String topic() {
        return installation.kafka().topics().alerts();
    }

    private long count(String where) throws SQLException {
        return BooksReader.count(installation.pool(), "SELECT count(*) FROM alert WHERE " + where);
    }
}
