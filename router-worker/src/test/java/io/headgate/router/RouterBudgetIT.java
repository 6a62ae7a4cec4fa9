package io.headgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.router.explain.Explained;
import io.headgate.router.explain.Explainer;
import io.headgate.router.route.RouteDecision;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A budget against clients that race, on a real cluster, and routers that are killed and replaced under way. */
@Timeout(180)
class RouterBudgetIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final ProviderName BETA = new ProviderName("beta");
    private static final int CLIENTS = 200;
    private static final int AFFORDABLE = 50;
    /** "Hello there" is two tokens, the message's frame six, and the cap on output a thousand. */
    private static final long INPUT = 8;

    private static final long EACH = INPUT + 1_000;
    private static final long LIMIT = AFFORDABLE * EACH;
    private static final ChildRouter.Settings SETTINGS = new ChildRouter.Settings(0, LIMIT, 100);

    @TempDir
    Path stateDir;

    private Cluster cluster;
    private TopicNames topics;
    private ChildRouter killed;
    private @Nullable RouterWorker router;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster(TestServers.shared().bootstrapServers(), TestServers.freshPrefix(RouterBudgetIT.class));
        topics = cluster.kafka().topics();
        cluster.provision(List.of(ALPHA, BETA), List.of());
        killed = ChildRouter.start(cluster.kafka(), Files.createDirectory(stateDir.resolve("0")), SETTINGS);
    }

    @AfterEach
    void stop() {
        killed.close();
        if (router != null) {
            router.close();
        }
        cluster.close();
    }

    @Test
    void racingClientsNeverExceedTheBudget_andAreNeverRefusedWithoutNeed_whileRoutersAreKilled() throws Exception {
        race();
        assertThat(dispatched()).as("as many as can be afforded, and no more").isEqualTo(AFFORDABLE);
        assertThat(failures()).hasSize(CLIENTS - AFFORDABLE).allMatch(f -> f.code() == FailureCode.BUDGET_EXCEEDED);

        long spent = settleAll();

        // What is left is left to the last token: nothing is held for anybody, and nothing was charged twice.
        long left = LIMIT - spent;
        assertThat(left).isPositive();
        publish("one-too-many", body(left - INPUT + 1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(failures())
                        .extracting(Failure::seen)
                        .contains("%d asked, %d spent, 0 reserved".formatted(left + 1, spent)));
        // All is settled now, and the books say so to who only asks.
        assertThat(explained(left - INPUT + 1)).isInstanceOf(RouteDecision.NoCandidate.class);
        assertThat(explained(left - INPUT)).isInstanceOf(RouteDecision.Chosen.class);
        int before = dispatched();
        publish("the-rest", body(left - INPUT));
        await().atMost(SOON).until(() -> dispatched() == before + 1);
    }

    /** All at once; in the middle of it the router is killed, and another begins with an empty state directory. */
    private void race() throws Exception {
        CountDownLatch half = new CountDownLatch(CLIENTS / 2);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> racing = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(client -> clients.submit(() -> {
                        publish("r-" + client, Samples.body("fast-text"));
                        half.countDown();
                        return client;
                    }))
                    .toList();
            half.await();
            killed.kill();
            for (Future<?> client : racing) {
                client.get();
            }
            router = started("1");
        }
        await().atMost(SOON).until(() -> dispatched() + failures().size() >= CLIENTS);
    }

    /** Settles until no attempt is open; each request that came back was sent again, or ended over budget. */
    private long settleAll() throws Exception {
        SettlingWorkers workers =
                new SettlingWorkers(cluster, List.of(topics.dispatch(ALPHA), topics.dispatch(BETA)), CODECS);
        int settled = workers.settleWhatIsNew();
        Objects.requireNonNull(router).close();
        router = started("2");
        int cameBack = AFFORDABLE / 2;
        int refusedBefore = CLIENTS - AFFORDABLE;
        int again = 0;
        while (again + failures().size() - refusedBefore < cameBack) {
            again += workers.settleWhatIsNew();
        }
        assertThat(settled).isEqualTo(AFFORDABLE);
        assertThat(workers.charged()).isLessThanOrEqualTo(LIMIT);
        return workers.charged();
    }

    private RouterWorker started(String directory) throws Exception {
        RouterConfig config = RouterConfig.defaults(Files.createDirectory(stateDir.resolve(directory)));
        RouterWorker worker =
                new RouterWorker(config, cluster.kafka(), CODECS, CatalogSource.fixed(SETTINGS.catalogue()));
        worker.start();
        await().atMost(SOON).until(worker::ready);
        return worker;
    }

    /** What would become of a request by the books of the task that runs here. */
    private RouteDecision explained(long cap) {
        Explainer explainer =
                Objects.requireNonNull(Objects.requireNonNull(router).explainer());
        Explained.Routed routed = (Explained.Routed) explainer.explain(
                Map.of("headgate-tenant", "acme"),
                body(cap).getBytes(StandardCharsets.UTF_8),
                TenantCatalogs.fixed(SETTINGS.catalogue()),
                Instant.now());
        assertThat(routed.limitsAsked()).isTrue();
        return routed.decision();
    }

    private void publish(String id, String body) throws Exception {
        cluster.publish(topics.requests(), body, Map.of("headgate-tenant", "acme", "headgate-id", id));
    }

    private static String body(long cap) {
        return Samples.body("fast-text").replace("\"messages\"", "\"max_tokens\":" + cap + ",\"messages\"");
    }

    private int dispatched() {
        return cluster.committed(topics.dispatch(ALPHA)).size()
                + cluster.committed(topics.dispatch(BETA)).size();
    }

    private List<Failure> failures() {
        return cluster.committed(topics.results()).stream()
                .map(record ->
                        ((Decoded.Readable<InferenceResult>) CODECS.result().decode(record.value())).value())
                .map(result -> ((InferenceResult.Failed) result.outcome()).failure())
                .toList();
    }
}
