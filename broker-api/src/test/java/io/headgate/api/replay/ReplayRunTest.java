package io.headgate.api.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.Samples;
import io.headgate.api.TestCatalogue;
import io.headgate.api.replay.FailedRow.Place;
import io.headgate.api.replay.body.ModelSplice;
import io.headgate.api.submit.AdmissionLog.Appended;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReplayRunTest {
    private static final String BODY = "{\"model\":\"fast-text\",\"messages\":[]}";

    private final KeptReplays replays = new KeptReplays();
    private final Map<Place, FailedRequest> topic = new HashMap<>();
    private final List<InferenceRequest> sent = new ArrayList<>();
    private final Deque<Appended> outcomes = new ArrayDeque<>();
    private boolean topicAway;

    @Test
    void aSecondsWorthIsSent_andTheReplayEndsWhenNothingIsLeft() {
        for (int i = 0; i < 5; i++) {
            failed("r-" + i, i);
        }
        ReplayRun run = run();

        run.step(replays.replay(2));
        assertThat(sent).hasSize(2);
        run.step(replays.replay(2));
        run.step(replays.replay(2));
        assertThat(sent).hasSize(5).extracting(InferenceRequest::parent).doesNotHaveDuplicates();
        assertThat(replays.completed).isFalse();
        run.step(replays.replay(2));

        assertThat(replays.completed).isTrue();
        assertThat(replays.items).allSatisfy(item -> {
            assertThat(item.state()).isEqualTo(Item.State.SENT);
            assertThat(item.child()).isEqualTo(KeptReplays.ID.childOf(item.parent()));
        });
    }

    @Test
    void whatWasSentAndNotKeptIsSentUnderTheSameId_afterARestart() {
        failed("r-0", 0);
        replays.loseWhatIsKept = true;
        run().step(replays.replay(10));
        replays.loseWhatIsKept = false;

        run().step(replays.replay(10));

        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).key()).isEqualTo(sent.get(1).key());
        assertThat(sent.get(0).bodyHash()).isEqualTo(sent.get(1).bodyHash());
    }

    @Test
    void whatTheTopicHasNoMoreIsGone_alsoWhereSomethingElseIsInItsPlace() {
        replays.add(Samples.key("acme", "lost"), new Place(0, 1));
        replays.add(Samples.key("acme", "other"), new Place(0, 2));
        topic.put(new Place(0, 2), failure(Samples.key("globex", "other")));

        run().step(replays.replay(10));

        assertThat(sent).isEmpty();
        assertThat(replays.items).extracting(Item::state).containsOnly(Item.State.GONE);
    }

    @Test
    void whatKafkaDoesNotTakeWaits_andWhatItNeverWillIsRefused() {
        failed("later", 0);
        failed("large", 1);
        outcomes.add(new Appended.Unavailable("away"));
        outcomes.add(new Appended.TooLarge(9_000_000));

        run().step(replays.replay(10));

        assertThat(replays.items)
                .extracting(Item::state)
                .containsExactlyInAnyOrder(Item.State.WAITING, Item.State.REFUSED);
        assertThat(replays.items).extracting(Item::code).contains("body_too_large");
    }

    @Test
    void whatWasSentBeforeTheTopicWentAwayIsKept() {
        failed("r-0", 0);
        replays.add(Samples.key("acme", "r-1"), new Place(7, 7));
        topicAway = true;

        assertThatThrownBy(() -> run().step(replays.replay(10))).isInstanceOf(FailureLog.UnavailableException.class);

        assertThat(replays.items)
                .extracting(Item::state)
                .containsExactlyInAnyOrder(Item.State.SENT, Item.State.WAITING);
    }

    private void failed(String id, long offset) {
        RequestKey key = Samples.key("acme", id);
        Place place = new Place(0, offset);
        topic.put(place, failure(key));
        replays.add(key, place);
    }

    private static FailedRequest failure(RequestKey key) {
        return new FailedRequest(Samples.request(key, BODY), Samples.failed(key, "timed out"));
    }

    private ReplayRun run() {
        FailureLog log = new FailureLog() {
            @Override
            public Extent extent() {
                throw new AssertionError("not asked for");
            }

            @Override
            public Optional<FailedRequest> read(Place place) {
                if (topicAway && !topic.containsKey(place)) {
                    throw new UnavailableException(new IllegalStateException("away"));
                }
                return Optional.ofNullable(topic.get(place));
            }
        };
        return new ReplayRun(
                log,
                replays,
                (request, trace) -> {
                    sent.add(request);
                    return CompletableFuture.completedFuture(
                            outcomes.isEmpty() ? new Appended.Acknowledged() : outcomes.remove());
                },
                TenantCatalogs.fixed(TestCatalogue.create()),
                new ModelSplice(),
                InstantSource.fixed(Market.NOW));
    }
}
