package io.headgate.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.api.Rows;
import io.headgate.api.Samples;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.lookup.RequestRow;
import io.headgate.api.watch.FakeWatches;
import io.headgate.api.watch.Watched;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private static final RequestKey KEY = Samples.key("acme", "r1");

    private final FakeWatches watches = new FakeWatches();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile RequestRow row = Rows.accepted(KEY);
    private volatile boolean readable = true;
    private Thread following = Thread.ofVirtual().unstarted(() -> {});

    @AfterEach
    void leave() throws InterruptedException {
        following.interrupt();
        following.join(Duration.ofSeconds(5));
        assertThat(watches.watching(KEY)).as("left open").isZero();
    }

    @Test
    void beginsWithTheState_andEndsWithTheEnd() {
        follow(Duration.ofMinutes(1));
        await().until(() -> told.size() == 1);

        watches.say(KEY, new Watched.Told(new Notice(KEY, Notice.Kind.WAITING, "rate", null, Samples.ACCEPTED)));
        watches.say(KEY, new Watched.Ended(Samples.completed(KEY, "{}")));
        await().until(() -> told.size() == 2);
        row = Rows.completed(KEY, "{}");

        await().until(() -> !following.isAlive());
        assertThat(told).hasSize(3);
        assertThat(told.getFirst()).isEqualTo("state accepted");
        assertThat(told.get(1)).startsWith("state waiting");
        assertThat(told.getLast()).isEqualTo("completed end");
    }

    @Test
    void findsTheEnd_thatTheTopicToldWhileNobodyListened() {
        follow(Duration.ofMillis(30));
        await().until(() -> told.contains("ping null"));

        row = Rows.completed(KEY, "{}");

        await().until(() -> !following.isAlive());
        assertThat(told.getLast()).isEqualTo("completed end");
    }

    @Test
    void waitsForTheEnd_whileTheIndexCannotBeRead() {
        follow(Duration.ofMillis(50));
        await().until(() -> told.size() >= 1);
        readable = false;
        watches.say(KEY, new Watched.Ended(Samples.completed(KEY, "{}")));
        row = Rows.completed(KEY, "{}");
        await().until(() -> told.contains("ping null"));
        assertThat(told).doesNotContain("completed end");

        readable = true;

        await().until(() -> !following.isAlive());
        assertThat(told.stream().filter("completed end"::equals)).hasSize(1);
    }

    private void follow(Duration ping) {
        EventFeed feed = new EventFeed(watches, this::find, ping);
        Telling telling = new Telling(false, null, RequestRow::requestId);
        following = Thread.ofVirtual().start(() -> {
            try {
                feed.follow(KEY, telling, event -> told.add(event.name() + " " + event.id()));
            } catch (InterruptedException gone) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Optional<RequestRow> find(RequestKey key) {
        if (!readable) {
            throw new IndexUnavailableException(new IllegalStateException("away"));
        }
        return Optional.of(row);
    }
}
