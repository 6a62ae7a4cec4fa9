package io.headgate.schemas.catalog.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.message.PublishedCatalog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CatalogPublisherIT {
    private final KafkaCatalog catalog = new KafkaCatalog(
            TestServers.shared().bootstrapServers(), TestServers.freshPrefix(CatalogPublisherIT.class));

    @Test
    void published_underTheNextRevision() {
        Publication first = catalog.publisher().publish(KafkaCatalog.yaml("a"), CatalogRevision.NONE, "ada");
        Publication second = catalog.publisher().publish(KafkaCatalog.yaml("b"), revision(1), "bob");
        Publication third = catalog.publisher().publish(KafkaCatalog.yaml("c"), "cleo");

        assertThat(List.of(first, second, third))
                .extracting(CatalogPublisherIT::outcome)
                .containsExactly("published 1", "published 2", "published 3");
        PublishedCatalog newest = newest();
        assertThat(newest.revision()).isEqualTo(revision(3));
        assertThat(newest.yaml()).isEqualTo(KafkaCatalog.yaml("c"));
        assertThat(newest.publishedBy()).isEqualTo("cleo");
        assertThat(newest.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void conflict_whenAnotherRevisionIsTheNewest() {
        assertThat(outcome(catalog.publisher().publish(KafkaCatalog.yaml("a"), "ada")))
                .isEqualTo("published 1");

        Publication stale = catalog.publisher().publish(KafkaCatalog.yaml("b"), CatalogRevision.NONE, "bob");
        Publication ahead = catalog.publisher().publish(KafkaCatalog.yaml("b"), revision(2), "bob");

        assertThat(stale).isEqualTo(new Publication.Conflict(revision(1)));
        assertThat(ahead).isEqualTo(new Publication.Conflict(revision(1)));
        assertThat(newest().yaml()).isEqualTo(KafkaCatalog.yaml("a"));
    }

    @Test
    void unchanged_whenTheTextIsTheNewestOne() {
        assertThat(outcome(catalog.publisher().publish(KafkaCatalog.yaml("a"), "ada")))
                .isEqualTo("published 1");

        Publication again = catalog.publisher().publish(KafkaCatalog.yaml("a"), "ada");

        assertThat(again).isEqualTo(new Publication.Unchanged(revision(1)));
        assertThat(newest().revision()).isEqualTo(revision(1));
    }

    @Test
    void published_whenTheTextIsAsLargeAsAllowed() {
        StringBuilder text = new StringBuilder(KafkaCatalog.yaml("a"));
        Random noise = new Random(7); // so that compression does not make it small
        while (text.length() < 899_900) {
            text.append("# ").append(Long.toHexString(noise.nextLong())).append('\n');
        }

        assertThat(outcome(catalog.publisher().publish(text.toString(), "ada"))).isEqualTo("published 1");
        assertThat(newest().yaml()).hasSameSizeAs(text);
    }

    @Test
    void refused_beforeAnythingIsCreated() {
        AtomicInteger created = new AtomicInteger();
        CatalogPublisher publisher = new CatalogPublisher(
                catalog.connection(),
                KafkaCatalog.CODEC,
                catalogue -> created.incrementAndGet(),
                InstantSource.system());

        Publication refused = publisher.publish("providers: {}", "ada");

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Publication.Refused.class, r -> assertThat(r.problems()).hasSizeGreaterThan(1));
        assertThat(created).hasValue(0);
    }

    @Test
    void exactlyOneWins_whenManyPublishAtOnce() throws Exception {
        catalog.createTopic();
        for (int round = 0; round < 3; round++) {
            CatalogRevision expected = revision(round);
            List<String> outcomes = race(5, expected, "r" + round);

            String winner = "published " + (round + 1);
            assertThat(outcomes).containsOnlyOnce(winner);
            assertThat(outcomes).allMatch(outcome -> outcome.equals(winner) || outcome.startsWith("conflict"));
            assertThat(newest().revision()).isEqualTo(expected.next());
        }
    }

    private List<String> race(int publishers, CatalogRevision expected, String model) throws Exception {
        CyclicBarrier start = new CyclicBarrier(publishers);
        List<Future<String>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < publishers; i++) {
                String yaml = KafkaCatalog.yaml(model + i);
                running.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return outcome(catalog.publisher().publish(yaml, expected, "racer"));
                }));
            }
        }
        List<String> outcomes = new ArrayList<>();
        for (Future<String> one : running) {
            outcomes.add(one.get());
        }
        return outcomes;
    }

    private PublishedCatalog newest() {
        return new CatalogTopic(catalog.connection(), KafkaCatalog.CODEC)
                .newest()
                .orElseThrow();
    }

    private static String outcome(Publication publication) {
        return switch (publication) {
            case Publication.Published published -> "published " + published.revision();
            case Publication.Unchanged unchanged -> "unchanged " + unchanged.revision();
            case Publication.Conflict conflict -> "conflict " + conflict.seen();
            case Publication.Refused refused -> "refused " + refused.problems();
        };
    }

    private static CatalogRevision revision(long number) {
        return new CatalogRevision(number);
    }
}
