package io.headgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Routers in JVMs of their own that come and go while a crowd waits, each keeping a copy of the other's stores. */
@Timeout(180)
class RouterRebalanceIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final ChildRouter.Settings SETTINGS = new ChildRouter.Settings(1, WaitingCrowd.TOKENS, 4);
    /** A crowd of 216 is with the provider for some eight seconds. */
    private static final Duration CALL = Duration.ofMillis(35);

    @TempDir
    Path stateDir;

    private Cluster cluster;
    private TopicNames topics;
    private WaitingCrowd crowd;
    private PacedWorkers workers;
    private final List<ChildRouter> routers = new ArrayList<>();

    @BeforeEach
    void start() {
        cluster =
                new Cluster(TestServers.shared().bootstrapServers(), TestServers.freshPrefix(RouterRebalanceIT.class));
        topics = cluster.kafka().topics();
        cluster.provision(List.of(ALPHA), List.of());
        crowd = new WaitingCrowd(cluster, CODECS, List.of(topics.dispatch(ALPHA), topics.dispatchCritical(ALPHA)));
        workers = new PacedWorkers(cluster, CODECS, crowd.dispatchTopics(), CALL);
    }

    @AfterEach
    void stop() throws Exception {
        routers.forEach(ChildRouter::close);
        workers.close();
        cluster.close();
    }

    @Test
    void whoWaits_endsOnce_andInTurn_whenOneOfTwoRoutersIsKilled() throws Exception {
        CompletableFuture<ChildRouter> other = CompletableFuture.supplyAsync(() -> started("other"));
        ChildRouter killed = started("killed");
        routers.add(killed);
        routers.add(other.join());
        awaitOwners(2);
        crowd.arrives();
        workers.start();
        await().atMost(SOON).until(() -> workers.taken().size() > 20);

        killed.kill();

        awaitTheEnd();
    }

    @Test
    void whoWaits_endsOnce_andInTurn_whenAnotherRouterComes() throws Exception {
        routers.add(started("first"));
        crowd.arrives();
        routers.add(started("second"));
        awaitOwners(2);
        workers.start();

        awaitTheEnd();
    }

    private void awaitTheEnd() throws Exception {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(crowd.ended(workers.taken())).hasSize(WaitingCrowd.SIZE));
        crowd.assertEachEndedOnce(workers.taken());
        crowd.assertInTime(workers.taken());
        crowd.assertInOrder(workers.taken());
        crowd.assertToldOnce();
        crowd.assertNothingIsHeld(workers.taken());
    }

    private void awaitOwners(int count) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.owners(topics.prefix() + "admission", topics.admissions()))
                        .isEqualTo(count));
    }

    private ChildRouter started(String directory) {
        try {
            return ChildRouter.start(cluster.kafka(), Files.createDirectory(stateDir.resolve(directory)), SETTINGS);
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }
}
