package io.headgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.router.edge.relay.ReplyRelays;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.tenant.feed.TenantFeed;
import io.headgate.schemas.tenant.feed.TenantTopic;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tenants on a real cluster: their settings, and their reply topics. */
@Timeout(120)
class TenantsIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final TenantId ACME = Samples.ACME;
    private static final TenantId GLOBEX = new TenantId("globex");

    @TempDir
    Path stateDir;

    private Cluster cluster;
    private TopicNames topics;

    @BeforeEach
    void start() {
        cluster = new Cluster(TestServers.shared().bootstrapServers(), TestServers.freshPrefix(TenantsIT.class));
        topics = cluster.kafka().topics();
        cluster.provision(List.of(ALPHA), List.of());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void settingsTakeEffectWithoutARestart_outliveOne_andAreTakenBack() throws Exception {
        CatalogSource catalogs = CatalogSource.fixed(Catalogues.sample());
        TenantTopic settings = new TenantTopic(cluster.kafka(), CODECS.tenantSettings());
        settings.set(disabled());
        try (TenantFeed feed = TenantFeed.start(cluster.kafka(), CODECS.tenantSettings(), catalogs);
                RouterWorker router =
                        new RouterWorker(RouterConfig.defaults(stateDir), cluster.kafka(), CODECS, catalogs, feed)) {
            assertThat(feed.awaitRead(SOON)).isTrue();
            assertThat(feed.of(ACME).isEnabled(ACME))
                    .as("what was set before the start")
                    .isFalse();
            router.start();
            await().atMost(SOON).until(router::ready);
            request("r-1");
            await().atMost(SOON).until(() -> codes().equals(List.of(FailureCode.TENANT_DISABLED)));

            cluster.publish(topics.tenants(), "acme", new byte[] {9});
            await().atMost(SOON).until(() -> feed.rejected().containsKey(ACME));
            assertThat(feed.of(ACME).isEnabled(ACME)).as("the last good ones").isFalse();

            settings.takeBack(ACME);
            await().atMost(SOON).until(() -> feed.of(ACME).isEnabled(ACME));
            request("r-2");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(cluster.committed(topics.dispatch(ALPHA)))
                            .hasSize(1));
            assertThat(settings.newest()).isEmpty();
        }
    }

    @Test
    void aMissingTopicHurtsItsOwnerOnly_andWhenItIsThereAllHasArrivedOnce_alsoAfterARestartOrADeletion()
            throws Exception {
        String ofAcme = "replies-" + topics.prefix() + "acme";
        String ofGlobex = "replies-" + topics.prefix() + "globex";
        cluster.create(ofGlobex);
        Map<TenantId, Set<String>> wanted = new ConcurrentHashMap<>(
                Map.of(ACME, Set.of(ofAcme), GLOBEX, Set.of(ofGlobex), Samples.NARROW, Set.of(topics.requests())));
        results(0, 20);
        try (ReplyRelays relays = new ReplyRelays(cluster.kafka(), () -> wanted)) {
            relays.start();
            await().atMost(SOON).until(() -> cluster.committed(ofGlobex).size() == 20);
            await().atMost(SOON).until(() -> relays.stalled().containsKey(ACME));
            assertThat(relays.stalled()).containsOnlyKeys(ACME, Samples.NARROW);
            assertThat(relays.stalled().get(Samples.NARROW)).contains(topics.requests());
            assertThat(relays.relayed()).isEqualTo(20);
        }
        results(20, 30);
        try (ReplyRelays relays = new ReplyRelays(cluster.kafka(), () -> wanted)) {
            relays.start();
            await().atMost(SOON).until(() -> cluster.committed(ofGlobex).size() >= 30);
            assertThat(texts(ofGlobex))
                    .containsExactlyInAnyOrderElementsOf(expected("globex").subList(0, 30));
            cluster.create(ofAcme);
            await().atMost(SOON).until(() -> cluster.committed(ofAcme).size() >= 30);
            assertThat(relays.stalled()).containsOnlyKeys(Samples.NARROW);
            cluster.delete(ofGlobex);
            results(30, 31);
            await().atMost(SOON).until(() -> relays.stalled().containsKey(GLOBEX));
            await().atMost(SOON).until(() -> cluster.committed(ofAcme).size() >= 31);
            cluster.create(ofGlobex);
            await().atMost(SOON).until(() -> !cluster.committed(ofGlobex).isEmpty());
            await().atMost(SOON).until(() -> !relays.stalled().containsKey(GLOBEX));
            wanted.remove(GLOBEX);
            await().atMost(SOON).until(() -> relays.count() == 1);
        }
        assertThat(texts(ofAcme)).containsExactlyInAnyOrderElementsOf(expected("acme"));
        assertThat(texts(ofGlobex)).as("in the new topic").containsExactly("globex-30");
        ConsumerRecord<String, byte[]> one = cluster.committed(ofAcme).getFirst();
        assertThat(new String(one.headers().lastHeader(HeaderNames.TENANT).value(), StandardCharsets.UTF_8))
                .isEqualTo("acme");
    }

    private static List<String> expected(String tenant) {
        return IntStream.range(0, 31).mapToObj(i -> tenant + "-" + i).toList();
    }

    private void results(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            for (String tenant : List.of("acme", "globex", "narrow", "other")) {
                cluster.publish(topics.results(), tenant + "-" + i, Map.of(HeaderNames.TENANT, tenant));
            }
        }
    }

    private List<String> texts(String topic) {
        return cluster.committed(topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private void request(String id) throws Exception {
        Map<String, String> headers = new TreeMap<>(Map.of("headgate-tenant", "acme", "headgate-id", id));
        cluster.publish(topics.requests(), Samples.body("fast-text"), headers);
    }

    private List<FailureCode> codes() {
        return cluster.committed(topics.results()).stream()
                .map(record ->
                        ((Decoded.Readable<InferenceResult>) CODECS.result().decode(record.value())).value())
                .map(result ->
                        ((InferenceResult.Failed) result.outcome()).failure().code())
                .toList();
    }

    private static TenantSettings disabled() {
        return new TenantSettings(
                ACME,
                false,
                null,
                List.of(),
                Map.of(),
                Map.of(),
                TenantSettings.Policy.OF_CATALOGUE,
                Set.of(),
                null,
                "ada",
                Instant.EPOCH);
    }
}
