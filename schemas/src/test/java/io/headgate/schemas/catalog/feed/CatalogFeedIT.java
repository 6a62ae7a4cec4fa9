package io.headgate.schemas.catalog.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.EmbeddedBroker;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.catalog.publish.KafkaCatalog;
import io.headgate.schemas.catalog.publish.Publication;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CatalogFeedIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final KafkaCatalog catalog =
            new KafkaCatalog(TestServers.shared().bootstrapServers(), TestServers.freshPrefix(CatalogFeedIT.class));

    @Test
    void swapsToEachRevision_andTellsEveryListener() throws Exception {
        catalog.createTopic();
        try (CatalogFeed feed = start(catalog)) {
            List<Long> told = new CopyOnWriteArrayList<>();
            feed.subscribe(catalogue -> {
                throw new IllegalStateException("a listener with a fault");
            });
            feed.subscribe(catalogue -> told.add(catalogue.revision().number()));
            publish(catalog, "a");
            assertThat(feed.awaitFirst(LONG)).isTrue();
            publish(catalog, "b");

            awaitRevision(feed, 2);
            assertThat(feed.current().models()).containsOnlyKeys(new ModelName("b"));
            await().atMost(LONG).untilAsserted(() -> assertThat(told).containsExactly(1L, 2L));
        }
    }

    @Test
    void servesTheNewestOnly_whenItStarts() throws Exception {
        for (String model : List.of("a", "b", "c")) {
            publish(catalog, model);
        }
        try (CatalogFeed feed = start(catalog)) {
            assertThat(feed.awaitFirst(LONG)).isTrue();
            List<Long> told = new CopyOnWriteArrayList<>();
            feed.subscribe(catalogue -> told.add(catalogue.revision().number()));

            assertThat(told).containsExactly(3L);
        }
    }

    @Test
    void lastGoodStays_whenUnreadableOrInvalidOnesCome() throws Exception {
        publish(catalog, "a");
        try (CatalogFeed feed = start(catalog)) {
            assertThat(feed.awaitFirst(LONG)).isTrue();

            catalog.write(2, "providers: {}");
            await().atMost(LONG).until(() -> feed.lastRejected().isPresent());
            assertThat(feed.lastRejected().orElseThrow()).isInstanceOfSatisfying(Rejected.Invalid.class, invalid -> {
                assertThat(invalid.revision()).isEqualTo(new CatalogRevision(2));
                assertThat(invalid.problems()).isNotEmpty();
            });
            catalog.write(new byte[] {1, 2, 3});
            await().atMost(LONG).until(() -> feed.lastRejected().orElseThrow() instanceof Rejected.Unreadable);
            assertThat(feed.current().revision()).isEqualTo(new CatalogRevision(1));

            publish(catalog, "b");
            awaitRevision(feed, 3);
            assertThat(feed.lastRejected()).isEmpty();
        }
    }

    @Test
    void lastGoodIsServed_whenTheNewestWasInvalidAtTheStart() throws Exception {
        publish(catalog, "a");
        catalog.write(2, "nonsense");
        try (CatalogFeed feed = start(catalog)) {
            assertThat(feed.awaitFirst(LONG)).isTrue();
            assertThat(feed.current().revision()).isEqualTo(new CatalogRevision(1));
        }
    }

    @Test
    void olderRevision_neverReplacesANewer() throws Exception {
        catalog.createTopic();
        catalog.write(5, KafkaCatalog.yaml("five"));
        try (CatalogFeed feed = start(catalog)) {
            assertThat(feed.awaitFirst(LONG)).isTrue();
            List<Long> told = new CopyOnWriteArrayList<>();
            feed.subscribe(catalogue -> told.add(catalogue.revision().number()));
            catalog.write(4, KafkaCatalog.yaml("four"));
            catalog.write(6, KafkaCatalog.yaml("six"));

            awaitRevision(feed, 6);
            await().atMost(LONG).untilAsserted(() -> assertThat(told).containsExactly(5L, 6L));
        }
    }

    @Test
    void waits_whenTheTopicIsNotThereYet() throws Exception {
        try (CatalogFeed feed = start(catalog)) {
            assertThat(feed.awaitFirst(Duration.ofMillis(300))).isFalse();
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(feed::current);

            publish(catalog, "a");
            assertThat(feed.awaitFirst(LONG)).isTrue();
        }
    }

    @Test
    void goesOn_whenTheBrokerStopsAndComesBack() throws Exception {
        try (ServerDirectory directory = ServerDirectory.temporary();
                EmbeddedBroker broker = new EmbeddedBroker(directory, 0)) {
            broker.start();
            KafkaCatalog own = new KafkaCatalog(broker.bootstrapServers(), "restart.");
            publish(own, "a");
            try (CatalogFeed feed = start(own)) {
                assertThat(feed.awaitFirst(LONG)).isTrue();
                broker.stop();
                broker.start();
                publish(own, "b");

                awaitRevision(feed, 2);
            }
        }
    }

    private static CatalogFeed start(KafkaCatalog catalog) {
        return CatalogFeed.start(catalog.connection(), KafkaCatalog.CODEC, InstantSource.system());
    }

    private static void publish(KafkaCatalog catalog, String model) {
        assertThat(catalog.publisher().publish(KafkaCatalog.yaml(model), "test"))
                .isInstanceOf(Publication.Published.class);
    }

    private static void awaitRevision(CatalogFeed feed, long revision) {
        await().atMost(LONG).until(() -> feed.current().revision().number() == revision);
    }
}
