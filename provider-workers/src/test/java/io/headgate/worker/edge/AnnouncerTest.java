package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    private final Codecs codecs = AvroCodecs.singleObject();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Announcer announcer = new Announcer(producer, codecs, new TopicNames("t."));

    @Test
    void intentReturns_onlyWhenItIsAcknowledged() {
        CompletableFuture<Void> told = tell("r1");
        await().until(() -> producer.history().size() == 1);
        assertThat(told).isNotDone();
        assertThat(announcer.state().intentsWaiting()).isEqualTo(1);

        assertThat(producer.completeNext()).isTrue();
        await().untilAsserted(() -> assertThat(told).isCompleted());
        assertThat(announcer.state().intentsWaiting()).isZero();
        ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
        assertThat(record.topic()).isEqualTo("t.intents");
        assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .as("where its attempts are")
                .isEqualTo(Samples.TENANT.value());
        assertThat(codecs.intent().decode(record.value())).isEqualTo(new Decoded.Readable<>(intent("r1")));
        assertThat(RecordHeading.readFrom(record.headers()).orElseThrow().key())
                .isEqualTo(intent("r1").key());
    }

    @Test
    void intentIsWrittenAgain_whenItWasNotAcknowledged() {
        CompletableFuture<Void> told = tell("r1");
        await().until(() -> producer.history().size() == 1);
        assertThat(producer.errorNext(new TimeoutException("broker is away"))).isTrue();
        await().until(() -> producer.history().size() == 2);
        assertThat(told).isNotDone();
        assertThat(producer.completeNext()).isTrue();
        await().untilAsserted(() -> assertThat(told).isCompleted());
    }

    @Test
    void intentEndsWithAnInterruption_whenItsThreadIsInterrupted() throws Exception {
        AtomicReference<Exception> ended = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                announcer.intent(heading("r1"), intent("r1"));
            } catch (InterruptedException closing) {
                ended.set(closing);
            }
        });
        await().until(() -> producer.history().size() == 1);
        caller.interrupt();
        caller.join();
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(announcer.state().intentsWaiting()).isZero();
    }

    @Test
    void intentEndsWithAnInterruption_whenTheAnnouncerIsClosed() {
        CompletableFuture<Void> told = tell("r1");
        await().until(() -> producer.history().size() == 1);
        announcer.close();
        assertThat(producer.errorNext(new TimeoutException("closed"))).isTrue();
        await().untilAsserted(() -> assertThat(told).isCompletedExceptionally());
    }

    @Test
    void alertIsDroppedAndCounted_whenItCannotBeWritten() {
        Alert alert = new Alert(
                "a1",
                Alert.State.RAISED,
                Alert.Kind.PROVIDER_ERRORS,
                null,
                Alert.Scope.INSTALLATION,
                "look",
                null,
                null,
                AT);
        announcer.alert(alert);
        ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
        assertThat(record.topic()).isEqualTo("t.alerts");
        assertThat(record.key()).as("the whole installation is meant").isNull();
        assertThat(codecs.alert().decode(record.value())).isEqualTo(new Decoded.Readable<>(alert));

        assertThat(producer.errorNext(new TimeoutException("broker is away"))).isTrue();
        assertThat(announcer.state().dropped()).isEqualTo(1);
        producer.sendException = new TimeoutException("buffer is full");
        announcer.alert(alert);
        assertThat(announcer.state().dropped()).isEqualTo(2);
    }

    private CompletableFuture<Void> tell(String id) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                announcer.intent(heading(id), intent(id));
                told.complete(null);
            } catch (InterruptedException | RuntimeException failed) {
                told.completeExceptionally(failed);
            }
        });
        return told;
    }

    static RecordHeading heading(String id) {
        return new RecordHeading(intent(id).key(), new CorrelationId("c-" + id), TraceContext.start());
    }

    static Intent intent(String id) {
        return new Intent(
                new RequestKey(Samples.TENANT, new RequestId(id)),
                new AttemptId(id + "/1"),
                1,
                1,
                new Alias("fast"),
                Map.of("project", "x"),
                Samples.TARGET,
                Samples.PRICE.id(),
                new Reservation(20, 64, null),
                new CatalogRevision(1),
                "w1",
                AT,
                AT,
                AT);
    }
}
