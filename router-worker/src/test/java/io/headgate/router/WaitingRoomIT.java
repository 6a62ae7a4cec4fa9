package io.headgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.router.budget.Budgets;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.topic.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who waits on a real cluster, while routers come and go; a tenant may have one request in flight here. */
@Timeout(180)
class WaitingRoomIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final ProviderName ALPHA = new ProviderName("alpha");

    @TempDir
    Path stateDir;

    private Cluster cluster;
    private TopicNames topics;
    private RouterWorker router;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster(TestServers.shared().bootstrapServers(), TestServers.freshPrefix(WaitingRoomIT.class));
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
    void whoWaits_waitsOn_whenTheRouterIsReplaced_andGoesInTheSameOrder() throws Exception {
        publish("r-1", "PT10M");
        awaitCount(topics.dispatch(ALPHA), 1);
        publish("r-2", "PT10M");
        awaitCount(topics.notices(), 1);
        publish("r-3", "PT10M");
        awaitCount(topics.notices(), 2);

        // On another machine: the state directory is empty, and the stores come back from their changelogs.
        router.close();
        router = started("second");
        cancel("r-3");
        awaitCount(topics.results(), 1);
        publish("r-4", "PT10M");
        awaitCount(topics.notices(), 3);
        assertThat(dispatched()).containsExactly("r-1");
        settle(0);
        awaitCount(topics.dispatch(ALPHA), 2);
        settle(1);
        awaitCount(topics.dispatch(ALPHA), 3);
        assertThat(dispatched()).containsExactlyInAnyOrder("r-1", "r-2", "r-4");
        assertThat(results())
                .extracting(result -> result.key().request().value())
                .containsExactly("r-3");
        assertThat(cluster.committed(topics.notices()))
                .extracting(record -> read(CODECS.notice(), record).kind())
                .containsOnly(Notice.Kind.WAITING);
    }

    @Test
    void everyRequestEndsOnce_whenTheRouterIsAwayPastEveryDeadline_andWorkersGoOn() throws Exception {
        publish("r-1", "PT10S");
        awaitCount(topics.dispatch(ALPHA), 1);
        for (String id : List.of("r-2", "r-3", "r-4")) {
            publish(id, "PT10S");
        }
        awaitCount(topics.notices(), 3);
        router.close();

        // A worker ends one; one comes back to a router that is not there; one is cancelled.
        Dispatch dispatch = read(
                CODECS.dispatch(), cluster.committed(topics.dispatch(ALPHA)).getFirst());
        comesBack(dispatch);
        cancel("r-3");
        Instant deadline = dispatch.request().context().deadline().plusSeconds(2);
        await().atMost(SOON).until(() -> Instant.now().isAfter(deadline));

        router = started("second");
        awaitCount(topics.results(), 4);
        publish("r-5", "PT10M");
        awaitCount(topics.dispatch(ALPHA), 2);
        assertThat(results())
                .extracting(result -> result.key().request().value())
                .containsExactlyInAnyOrder("r-1", "r-2", "r-3", "r-4");
        // Its cancel and its deadline are there at once: whichever is seen first ends it.
        assertThat(results())
                .extracting(WaitingRoomIT::codeOf)
                .isSubsetOf(FailureCode.DEADLINE_EXCEEDED, FailureCode.CANCELLED);
        assertThat(dispatched()).containsExactlyInAnyOrder("r-1", "r-5");
    }

    private void publish(String id, String deadline) throws Exception {
        cluster.publish(
                topics.requests(),
                Samples.body("fast-text"),
                Map.of("headgate-tenant", "acme", "headgate-id", id, "headgate-deadline", deadline));
    }

    private void cancel(String id) throws Exception {
        RequestKey key = new RequestKey(Samples.ACME, new RequestId(id));
        cluster.publish(topics.cancels(), "acme", CODECS.cancel().encode(new Cancel(key, null, null, Instant.now())));
    }

    private void settle(int number) throws Exception {
        Dispatch dispatch = read(CODECS.dispatch(), inOrder().get(number));
        publish(dispatch, new Disposition.Final(), AttemptStatus.COMPLETED, null);
    }

    private void comesBack(Dispatch dispatch) throws Exception {
        Failure away = Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "not there");
        publish(
                dispatch,
                new Disposition.Continue(dispatch.request(), List.of(summary(dispatch, AttemptStatus.RETRYABLE, away))),
                AttemptStatus.RETRYABLE,
                away);
    }

    private void publish(Dispatch dispatch, Disposition disposition, AttemptStatus status, @Nullable Failure failure)
            throws Exception {
        Attempt attempt = new Attempt(
                dispatch.request().key(),
                summary(dispatch, status, failure),
                dispatch.number(),
                dispatch.request().alias(),
                null,
                null,
                Map.of(),
                null,
                null,
                dispatch.price(),
                new Cost.Unpriced("not looked at"),
                dispatch.reservation(),
                null,
                null,
                dispatch.decision().revision(),
                disposition);
        cluster.publish(topics.attempts(), "acme", CODECS.attempt().encode(attempt));
    }

    private static AttemptSummary summary(Dispatch dispatch, AttemptStatus status, @Nullable Failure failure) {
        return new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                status,
                failure,
                null,
                dispatch.dispatchedAt(),
                Duration.ofMillis(5));
    }

    private List<String> dispatched() {
        return inOrder().stream().map(ConsumerRecord::key).toList();
    }

    private List<ConsumerRecord<String, byte[]>> inOrder() {
        return cluster.committed(topics.dispatch(ALPHA)).stream()
                .sorted((one, other) -> Long.compare(one.timestamp(), other.timestamp()))
                .toList();
    }

    private List<InferenceResult> results() {
        return cluster.committed(topics.results()).stream()
                .map(record -> read(CODECS.result(), record))
                .toList();
    }

    private static FailureCode codeOf(InferenceResult result) {
        return ((InferenceResult.Failed) result.outcome()).failure().code();
    }

    private RouterWorker started(String directory) throws Exception {
        Catalogue catalogue = Catalogues.limited(
                Catalogues.sample(), Budgets.limit(Measure.IN_FLIGHT, Window.NOW, "1", OnExceeded.WAIT));
        RouterConfig config = RouterConfig.defaults(Files.createDirectory(stateDir.resolve(directory)));
        RouterWorker worker = new RouterWorker(config, cluster.kafka(), CODECS, CatalogSource.fixed(catalogue));
        worker.start();
        await().atMost(SOON).until(worker::ready);
        return worker;
    }

    private void awaitCount(String topic, int count) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.committed(topic)).hasSize(count));
    }

    private static <T> T read(MessageCodec<T> codec, ConsumerRecord<String, byte[]> record) {
        return ((Decoded.Readable<T>) codec.decode(record.value())).value();
    }
}
