package io.headgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.DurationSketch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.Partitions;
import io.headgate.schemas.topic.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The router on a real cluster, exactly once. */
@Timeout(120)
class RouterWorkerIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final String BODY = Samples.body("fast-text");

    @TempDir
    Path stateDir;

    private Cluster cluster;
    private TopicNames topics;
    private RouterWorker router;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster(TestServers.shared().bootstrapServers(), TestServers.freshPrefix(RouterWorkerIT.class));
        topics = cluster.kafka().topics();
        cluster.provision(List.of(ALPHA), List.of());
        router = started("first");
    }

    @AfterEach
    void stop() {
        router.close();
        cluster.close();
    }

    @Test
    void jsonOfAnyClient_becomesOneDispatch_alsoAfterARestart() throws Exception {
        Map<String, String> headers = Map.of("headgate-tenant", "acme", "headgate-id", "r-1");
        cluster.publish(topics.requests(), BODY, headers);
        cluster.publish(topics.requests(), "broken", Map.of("headgate-tenant", "acme", "headgate-id", "r-2"));
        awaitCount(topics.dispatch(ALPHA), 1);
        Dispatch dispatch = first(CODECS.dispatch(), topics.dispatch(ALPHA));
        assertThat(dispatch.request().key()).hasToString("acme/r-1");
        assertThat(dispatch.request().body()).isEqualTo(BODY);
        awaitCount(topics.results(), 1);
        InferenceResult result = first(CODECS.result(), topics.results());
        assertThat(((InferenceResult.Failed) result.outcome()).failure().code()).isEqualTo(FailureCode.INVALID_JSON);

        // On another machine: the state directory is empty, and the store comes back from its changelog.
        router.close();
        router = started("second");
        cluster.publish(topics.requests(), BODY, headers);
        cluster.publish(topics.requests(), "still broken", Map.of("headgate-tenant", "acme", "headgate-id", "r-1"));
        awaitCount(topics.notices(), 2);
        assertThat(cluster.committed(topics.notices()))
                .extracting(record -> read(CODECS.notice(), record).kind())
                .containsExactlyInAnyOrder(Notice.Kind.DUPLICATE_ABSORBED, Notice.Kind.IDEMPOTENCY_CONFLICT);
        assertThat(cluster.committed(topics.dispatch(ALPHA))).hasSize(1);
        assertThat(cluster.committed(topics.results())).hasSize(1);
    }

    @Test
    void whatAModelRefused_isKnownAfterARestart() throws Exception {
        String tools = BODY.replaceFirst("\\{", "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],");
        cluster.publish(topics.requests(), tools, Map.of("headgate-tenant", "acme", "headgate-id", "r-1"));
        awaitCount(topics.dispatch(ALPHA), 1);
        Dispatch dispatch = first(CODECS.dispatch(), topics.dispatch(ALPHA));
        Failure refusal = new Failure(FailureCode.CAPABILITY_REFUSED, "it cannot", "tools", null);
        AttemptSummary refused = new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                AttemptStatus.REFUSED,
                refusal,
                400,
                dispatch.dispatchedAt(),
                Duration.ofMillis(5));
        cluster.publish(
                topics.attempts(),
                "acme",
                CODECS.attempt().encode(Samples.attempt(new Disposition.Final(), 1, refused)));
        awaitCount(topics.refusals(), 1);

        router.close();
        router = started("second");
        cluster.publish(topics.requests(), tools, Map.of("headgate-tenant", "acme", "headgate-id", "r-2"));
        awaitCount(topics.results(), 1);
        assertThat(((InferenceResult.Failed)
                                first(CODECS.result(), topics.results()).outcome())
                        .failure()
                        .seen())
                .contains("it refused tools");
        assertThat(cluster.committed(topics.dispatch(ALPHA))).hasSize(1);
    }

    @Test
    void aNewTenantsTopicIsFound_andAnIdIsMadeOfTheTopicsId() throws Exception {
        cluster.provision(List.of(), List.of(Samples.ACME));
        cluster.publish(topics.requests(Samples.ACME), BODY, Map.of());
        awaitCount(topics.dispatch(ALPHA), 1);
        Dispatch dispatch = first(CODECS.dispatch(), topics.dispatch(ALPHA));
        assertThat(dispatch.request().key().tenant()).isEqualTo(Samples.ACME);
        assertThat(dispatch.request().key().request().value()).matches("[A-Za-z0-9_-]{22}-[0-3]-0");
        assertThat(dispatch.request().origin().topic()).isEqualTo(topics.requests(Samples.ACME));
    }

    @Test
    void providersTopicsAreFound_whenTheyAreCreatedLater() throws Exception {
        ProviderName beta = new ProviderName("beta");
        String cheap = Samples.body("cheap-text");
        cluster.publish(topics.requests(), cheap, Map.of("headgate-tenant", "acme", "headgate-id", "r-1"));
        awaitCount(topics.dispatch(ALPHA), 1);
        cluster.provision(List.of(beta), List.of());
        int[] number = {1};
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            String id = "r-" + ++number[0];
            cluster.publish(topics.requests(), cheap, Map.of("headgate-tenant", "acme", "headgate-id", id));
            assertThat(cluster.committed(topics.dispatch(beta))).isNotEmpty();
        });
    }

    @Test
    void whatWorkersTell_decidesWhoIsAsked() throws Exception {
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            cluster.publish(topics.health(), CODECS.attemptStats().encode(breakerOpen("eu")));
            String id = "r-" + Instant.now().toEpochMilli();
            cluster.publish(topics.requests(), BODY, Map.of("headgate-tenant", "acme", "headgate-id", id));
            assertThat(cluster.committed(topics.dispatch(ALPHA)))
                    .extracting(record -> read(CODECS.dispatch(), record))
                    .anySatisfy(dispatch -> {
                        assertThat(dispatch.target().endpoint()).hasToString("us");
                        assertThat(dispatch.decision().considered())
                                .anySatisfy(candidate ->
                                        assertThat(candidate.passedOver()).startsWith("its breaker is open until"));
                    });
        });
    }

    private static AttemptStats breakerOpen(String endpoint) {
        Instant now = Instant.now();
        return new AttemptStats(
                "w1",
                new Target(ALPHA, new EndpointName(endpoint), new ModelName("alpha-large"), "alpha-large-2026-01-01"),
                now.minusMillis(250),
                Duration.ofMillis(250),
                Map.of(),
                Map.of(),
                DurationSketch.EMPTY,
                DurationSketch.EMPTY,
                AttemptStats.Generation.NONE,
                new AttemptStats.Load(0, 10, 0, 0, null),
                new AttemptStats.Gate(BreakerState.OPEN, now.plusSeconds(300), null, null),
                AttemptStats.Checks.NONE);
    }

    @Test
    void refusesToStart_namingWhatIsMissing() {
        TopicNames elsewhere = new TopicNames("nothing-there-");
        KafkaConnection empty = new KafkaConnection(cluster.kafka().bootstrapServers(), Map.of(), elsewhere);
        try (RouterWorker refused = new RouterWorker(
                RouterConfig.defaults(stateDir), empty, CODECS, CatalogSource.fixed(Catalogues.sample()))) {
            assertThatThrownBy(refused::start).hasMessageContaining("nothing-there-admissions");
            assertThat(refused.ready()).isFalse();
        }
    }

    @Test
    void refusesToStart_namingBoth_whenPartitionCountsDiffer() throws Exception {
        String prefix = TestServers.freshPrefix(RouterWorkerIT.class);
        try (Cluster uneven = new Cluster(cluster.kafka().bootstrapServers(), prefix)) {
            TopicNames names = uneven.kafka().topics();
            uneven.provision(List.of(ALPHA), List.of());
            uneven.grow(names.attempts(), 7);
            try (RouterWorker refused = new RouterWorker(
                    RouterConfig.defaults(stateDir),
                    uneven.kafka(),
                    CODECS,
                    CatalogSource.fixed(Catalogues.sample()))) {
                assertThatThrownBy(refused::start)
                        .hasMessageContaining(names.attempts() + " has 7")
                        .hasMessageContaining(names.admissions() + " has "
                                + Partitions.ofOneBroker().tenantPartitions());
                assertThat(refused.ready()).isFalse();
            }
        }
    }

    private RouterWorker started(String directory) throws Exception {
        RouterConfig defaults = RouterConfig.defaults(Files.createDirectories(stateDir.resolve(directory)));
        RouterConfig config = new RouterConfig(
                defaults.stateDir(),
                1,
                0,
                defaults.commitInterval(),
                defaults.idempotencyWindow(),
                defaults.maxRecordBytes(),
                Duration.ofSeconds(1));
        RouterWorker worker =
                new RouterWorker(config, cluster.kafka(), CODECS, CatalogSource.fixed(Catalogues.sample()));
        worker.start();
        await().atMost(SOON).until(worker::ready);
        return worker;
    }

    private void awaitCount(String topic, int count) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.committed(topic)).hasSize(count));
    }

    private <T> T first(MessageCodec<T> codec, String topic) {
        return read(codec, cluster.committed(topic).getFirst());
    }

    private static <T> T read(MessageCodec<T> codec, ConsumerRecord<String, byte[]> record) {
        return ((Decoded.Readable<T>) codec.decode(record.value())).value();
    }
}
