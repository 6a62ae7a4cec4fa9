package io.headgate.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.api.Samples;
import io.headgate.api.watch.Watched;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantEventsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Duration SOON = Duration.ofSeconds(10);

    private volatile Instant now = Samples.ACCEPTED;
    private final TenantEvents events = new TenantEvents(() -> now, Duration.ofMillis(20));
    private final List<Thread> following = new ArrayList<>();

    @AfterEach
    void leave() throws InterruptedException {
        for (Thread thread : following) {
            thread.interrupt();
            thread.join(SOON);
        }
    }

    @Test
    void tellsWhatHappensToAllRequestsOfTheTenant_andToNoOther() {
        List<RequestEvent> told = follow(null);
        await().atMost(SOON).until(() -> !told.isEmpty());

        end("r-1");
        events.tell(new TenantId("globex"), new Watched.Ended(Samples.completed(Samples.key("globex", "r-2"), "{}")));
        events.tell(ACME, new Watched.Ended(Samples.failed(key("r-3"), "too late")));
        events.tell(
                ACME, new Watched.Told(new Notice(key("r-4"), Notice.Kind.WAITING, "rate", null, Samples.ACCEPTED)));

        await().atMost(SOON).until(() -> told.size() == 4);
        assertThat(told).extracting(RequestEvent::name).containsExactly("open", "completed", "failed", "state");
        assertThat(told.get(1).data())
                .contains(
                        "\"id\":\"r-1\"",
                        "\"provider\":\"p1\"",
                        "\"model\":\"m1\"",
                        "\"tags\":{\"project\":\"search\"}")
                .doesNotContain("a completion");
        assertThat(told.get(2).data()).contains("\"code\":\"provider_timeout\"", "\"message\":\"too late\"");
        assertThat(told.get(3).data()).contains("\"status\":\"waiting\"", "\"reason\":\"rate\"");
        assertThat(told).extracting(RequestEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void whoComesBack_isToldWhatHeMissed_andOnce() throws Exception {
        List<RequestEvent> first = follow(null);
        await().atMost(SOON).until(() -> first.size() == 1);
        end("r-1");
        await().atMost(SOON).until(() -> first.size() == 2);
        leave();
        end("r-2");
        end("r-3");

        List<RequestEvent> again = follow(first.getLast().id());
        await().atMost(SOON).until(() -> again.size() == 3);
        end("r-4");
        await().atMost(SOON).until(() -> again.size() == 4);

        assertThat(again.getFirst()).isEqualTo(new RequestEvent(first.getLast().id(), "open", "{}"));
        assertThat(again.subList(1, 4))
                .extracting(RequestEvent::data)
                .satisfiesExactly(
                        data -> assertThat(data).contains("r-2"),
                        data -> assertThat(data).contains("r-3"),
                        data -> assertThat(data).contains("r-4"));
    }

    @Test
    void aGapIsSaid_whereItIsNotRemembered() throws Exception {
        List<RequestEvent> first = follow(null);
        await().atMost(SOON).until(() -> first.size() == 1);
        leave();
        for (int i = 0; i <= TenantStream.REMEMBERED; i++) {
            end("r-" + i);
        }

        for (String heard : List.of(Objects.requireNonNull(first.getFirst().id()), "0000000-1", "of another process")) {
            List<RequestEvent> told = follow(heard);
            await().atMost(SOON).until(() -> told.size() == 2);
            assertThat(told).extracting(RequestEvent::name).containsExactly("open", "gap");
        }
    }

    @Test
    void aTenantThatNobodyHasFollowedForAWhileIsForgotten() throws Exception {
        assertThat(events.follows(null)).isFalse();
        List<RequestEvent> told = follow(null);
        await().atMost(SOON).until(() -> told.size() == 1);
        assertThat(events.follows("acme")).isTrue();
        assertThat(events.follows(null))
                .as("a record that does not say whose it is")
                .isTrue();
        assertThat(events.follows("globex")).isFalse();

        leave();
        end("r-1");
        assertThat(events.follows("acme")).as("who comes back soon").isTrue();
        now = now.plus(TenantStream.KEPT);
        end("r-2");
        assertThat(events.follows("acme")).isFalse();
    }

    @Test
    void aStreamEndsAfterFiveMinutes_sinceAKeyMayBeRevoked() {
        List<RequestEvent> told = follow(null);
        await().atMost(SOON).until(() -> told.size() == 1);

        now = now.plus(TenantEvents.LONGEST);

        await().atMost(SOON).until(() -> !following.getFirst().isAlive());
    }

    private void end(String id) {
        events.tell(ACME, new Watched.Ended(Samples.completed(key(id), "{\"text\":\"a completion\"}")));
    }

    private static RequestKey key(String id) {
        return Samples.key("acme", id);
    }

    /** What is told, but for pings. */
    private List<RequestEvent> follow(@Nullable String lastHeard) {
        List<RequestEvent> told = new CopyOnWriteArrayList<>();
        following.add(Thread.ofVirtual().start(() -> {
            try {
                events.follow(ACME, lastHeard, event -> {
                    if (!event.equals(RequestEvent.PING)) {
                        told.add(event);
                    }
                });
            } catch (InterruptedException gone) {
                Thread.currentThread().interrupt();
            }
        }));
        return told;
    }
}
