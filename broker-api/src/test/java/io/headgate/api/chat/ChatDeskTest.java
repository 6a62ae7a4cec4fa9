package io.headgate.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.api.chat.Conversation.Step;
import io.headgate.api.submit.Submitted;
import io.headgate.api.watch.Watched;
import io.headgate.api.watch.WatcherTable;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ChatDeskTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Duration SOON = Duration.ofMillis(50);

    private final WatcherTable watches = new WatcherTable();
    private final Map<RequestKey, Ending> index = new HashMap<>();
    private final Seats seats = new Seats(1);
    private Map<String, String> submitted = Map.of();
    private Function<RequestKey, Submitted> submitting = key -> new Submitted.Accepted(request(key));
    private boolean ready = true;

    private final ChatDesk desk = new ChatDesk(
            (headers, _) -> {
                submitted = headers;
                return CompletableFuture.completedStage(
                        submitting.apply(Samples.key(said(headers, "headgate-tenant"), said(headers, "headgate-id"))));
            },
            watches,
            () -> ready,
            (key, _) -> Optional.ofNullable(index.get(key)),
            seats,
            Clock.systemUTC());

    private static String said(Map<String, String> headers, String name) {
        return Objects.requireNonNull(headers.get(name), name);
    }

    @Test
    void missesNothing_evenWhatIsToldBeforeTheSubmissionReturns() throws InterruptedException {
        submitting = key -> {
            watches.tell(key, new Watched.Ended(Samples.completed(key, "{}")));
            return new Submitted.Accepted(request(key));
        };

        try (Conversation conversation = begun("{}")) {
            assertThat(conversation.next(soon())).isInstanceOf(Step.Ended.class);
        }
        assertThat(watches.isEmpty()).isTrue();
        assertThat(seats.taken()).isZero();
    }

    @Test
    void takesTheTenantFromTheCaller_whateverTheHeadersSay() throws InterruptedException {
        Map<String, String> headers = Map.of("headgate-tenant", "globex", "headgate-priority", "critical");

        ((ChatDesk.Begun.Following) desk.begin(
                        ACME,
                        headers,
                        chat("{\"metadata\":{\"headgate_priority\":\"background\",\"headgate_locale\":\"de\"}}")))
                .conversation()
                .close();

        assertThat(submitted)
                .containsEntry("headgate-tenant", "acme")
                .containsEntry("headgate-priority", "critical")
                .containsEntry("headgate-locale", "de")
                .containsKey("headgate-id");
    }

    @Test
    void leavesNoWatchAndNoSeatBehind_whenItIsNotTakenIn() throws InterruptedException {
        submitting = _ -> new Submitted.Refused(Failure.of(FailureCode.UNKNOWN_ALIAS, "no such alias"), "model");
        assertThat(desk.begin(ACME, Map.of(), chat("{}"))).isInstanceOf(ChatDesk.Begun.Refused.class);
        submitting = _ -> new Submitted.Unavailable("away");
        assertThat(desk.begin(ACME, Map.of(), chat("{}"))).isInstanceOf(ChatDesk.Begun.Unavailable.class);
        assertThat(desk.begin(ACME, Map.of("headgate-id", "no id"), chat("{}")))
                .isInstanceOf(ChatDesk.Begun.Refused.class);

        assertThat(watches.isEmpty()).isTrue();
        assertThat(seats.taken()).isZero();
    }

    @Test
    void takesNothingIn_whenNothingWouldBeHeardOf() throws InterruptedException {
        ready = false;

        assertThat(desk.begin(ACME, Map.of(), chat("{}"))).isInstanceOf(ChatDesk.Begun.Unavailable.class);
        assertThat(submitted).isEmpty();
    }

    @Test
    void saysThatItIsFull_whenAsManyWaitAsMay() throws InterruptedException {
        try (Conversation waiting = begun("{}")) {
            assertThat(desk.begin(ACME, Map.of(), chat("{}"))).isEqualTo(new ChatDesk.Begun.Full(1));
            assertThat(waiting.next(soon())).isInstanceOf(Step.Quiet.class);
        }
        begun("{}").close();
    }

    @Test
    void followsTheRequestThatCameFirst_whenItIsARepeat() throws InterruptedException {
        RequestKey first = Samples.key("acme", "r-0");
        try (Conversation conversation = begun("{}")) {
            RequestKey own = conversation.own();
            watches.tell(own, notice(own, Notice.Kind.DUPLICATE_ABSORBED, first));
            assertThat(conversation.next(soon())).isInstanceOf(Step.Quiet.class);
            assertThat(conversation.key()).isEqualTo(first);

            watches.tell(first, new Watched.Ended(Samples.completed(first, "{}")));
            assertThat(conversation.next(soon()))
                    .isInstanceOfSatisfying(
                            Step.Ended.class,
                            ended -> assertThat(ended.ending().key()).isEqualTo(first));
        }
        assertThat(watches.isEmpty()).isTrue();
    }

    @Test
    void findsTheEndInTheIndex_whenTheFirstOneEndedLongAgo() throws InterruptedException {
        RequestKey first = Samples.key("acme", "r-0");
        index.put(first, Ending.of(Samples.completed(first, "{\"a\":1}")));
        try (Conversation conversation = begun("{}")) {
            RequestKey own = conversation.own();
            watches.tell(own, notice(own, Notice.Kind.DUPLICATE_ABSORBED, first));

            assertThat(conversation.next(soon())).isEqualTo(new Step.Ended(index.get(first)));
        }
    }

    @Test
    void isAConflict_whenAnotherBodyCameBefore() throws InterruptedException {
        try (Conversation conversation = begun("{}")) {
            RequestKey own = conversation.own();
            RequestKey first = Samples.key("acme", "r-0");
            watches.tell(own, notice(own, Notice.Kind.IDEMPOTENCY_CONFLICT, first));

            assertThat(conversation.next(soon())).isEqualTo(new Step.Conflict(first));
        }
    }

    @Test
    void hearsOfTheClientsGoing() throws InterruptedException {
        try (Conversation conversation = begun("{}")) {
            conversation.leave();
            assertThat(conversation.next(soon())).isInstanceOf(Step.Left.class);
        }
    }

    private Conversation begun(String body) throws InterruptedException {
        return ((ChatDesk.Begun.Following) desk.begin(ACME, Map.of(), chat(body))).conversation();
    }

    private static ChatRequest.Readable chat(String body) {
        return (ChatRequest.Readable) ChatBodyReader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static InferenceRequest request(RequestKey key) {
        return Samples.request(key, "{}");
    }

    private static Watched notice(RequestKey key, Notice.Kind kind, RequestKey first) {
        RequestId original = first.request();
        return new Watched.Told(new Notice(key, kind, "", null, Instant.now(), original));
    }

    private static Instant soon() {
        return Instant.now().plus(SOON);
    }
}
