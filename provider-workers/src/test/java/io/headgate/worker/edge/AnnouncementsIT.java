package io.headgate.worker.edge;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.Samples;
import io.headgate.worker.guard.TargetState;
import io.headgate.worker.report.Ended;
import io.headgate.worker.report.TargetBook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Announcer and feed of cancels against a broker. */
class AnnouncementsIT {
    private static final int PARTITIONS = 3;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Codecs codecs = AvroCodecs.singleObject();
    private KafkaConnection kafka;

    @BeforeEach
    void createTopics() throws Exception {
        TopicNames topics = new TopicNames(TestServers.freshPrefix(AnnouncementsIT.class));
        kafka = new KafkaConnection(TestServers.shared().bootstrapServers(), Map.of(), topics);
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            List<NewTopic> all = Stream.of(topics.intents(), topics.health(), topics.alerts(), topics.cancels())
                    .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                    .toList();
            admin.createTopics(all).all().get(30, SECONDS);
        }
    }

    /** As many as one worker has in flight, all at once, each on its virtual thread. */
    @Test
    void everyIntentIsThere_whenTheirCallsMayBegin() throws Exception {
        int calls = 10_000;
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (Announcer announcer = new Announcer(kafka, codecs, "w1");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, calls)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        announcer.intent(AnnouncerTest.heading("r" + i), AnnouncerTest.intent("r" + i));
                        acknowledged.add("r" + i + "/1");
                        return null;
                    }))
                    .toList();
            for (Future<?> each : all) {
                each.get(60, SECONDS);
            }
            assertThat(announcer.state().intentsWaiting()).isZero();
        }
        List<String> written = read(kafka.topics().intents()).stream()
                .map(record -> ((Decoded.Readable<Intent>) codecs.intent().decode(record.value())).value())
                .peek(intent -> assertThat(intent.worker()).isEqualTo("w1"))
                .map(intent -> intent.attempt().value())
                .toList();
        assertThat(acknowledged).hasSize(calls);
        assertThat(written).containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    @Test
    void statsAreKeyedByProviderAndModel() {
        TargetBook book = new TargetBook(Samples.TARGET, Ended.START);
        TargetState state = new TargetState(Samples.TARGET, 1, 10, 0, Gate.OPEN_WIDE, Checks.NONE);
        var stats = book.drain("w1", state, 0, 0, null, Ended.START.plusSeconds(1));
        try (Announcer announcer = new Announcer(kafka, codecs, "w1")) {
            // The first may come before the topic is known: those after it need not.
            await().atMost(LONG).until(() -> {
                announcer.stats(stats);
                return !read(kafka.topics().health()).isEmpty();
            });
        }
        ConsumerRecord<byte[], byte[]> record = read(kafka.topics().health()).getFirst();
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("sim/sim-small");
        assertThat(codecs.attemptStats().decode(record.value())).isEqualTo(new Decoded.Readable<>(stats));
    }

    @Test
    void cancelsOfYesterdayAreKnownAtTheStart_andThoseOfNowAMomentLater() throws Exception {
        Instant now = Instant.now();
        for (int i = 0; i < 100; i++) {
            cancel("before" + i, now);
        }
        try (CancelFeed feed = new CancelFeed(kafka, codecs.cancel(), Clock.systemUTC())) {
            feed.start();
            feed.awaitReady();
            for (int i = 0; i < 100; i++) {
                assertThat(feed.cancelled(key("before" + i), now)).isPresent();
            }
            assertThat(feed.cancelled(key("other"), now)).isEmpty();

            cancel("later", now);
            await().atMost(LONG).until(() -> feed.cancelled(key("later"), now).isPresent());
        }
    }

    @Test
    void feedIsNotReady_whileTheBrokerIsAway() throws Exception {
        KafkaConnection nowhere = new KafkaConnection("localhost:1", Map.of(), kafka.topics());
        try (CancelFeed feed = new CancelFeed(nowhere, codecs.cancel(), Clock.systemUTC())) {
            feed.start();
            await().during(Duration.ofSeconds(1)).until(() -> !feed.ready());
        }
    }

    private void cancel(String id, Instant at) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            kafka.topics().cancels(),
                            Samples.TENANT.value().getBytes(StandardCharsets.UTF_8),
                            codecs.cancel().encode(new Cancel(key(id), "someone", "enough", at))))
                    .get(30, SECONDS);
        }
    }

    private static RequestKey key(String id) {
        return new RequestKey(Samples.TENANT, new RequestId(id));
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                kafka.clientProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            reader.assign(all);
            reader.seekToBeginning(all);
            Map<TopicPartition, Long> ends = reader.endOffsets(all);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (all.stream().anyMatch(p -> reader.position(p) < ends.getOrDefault(p, 0L))) {
                reader.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }
}
