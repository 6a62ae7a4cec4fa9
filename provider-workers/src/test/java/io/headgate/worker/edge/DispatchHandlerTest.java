package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.Samples;
import io.headgate.worker.call.KeyRing;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.claim.OffsetLedger;
import io.headgate.worker.guard.Guard;
import io.headgate.worker.redact.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatchHandlerTest {
    private static final Codecs CODECS = AvroCodecs.singleObject();
    private static final TopicNames TOPICS = new TopicNames("t.");
    private static final int MAX_BYTES = 1_000_000;

    @Test
    void endsTyped_whenADispatchBreaksTheWorker() throws InterruptedException {
        ConsumerRecord<byte[], byte[]> taken =
                new ConsumerRecord<>("t.dispatch.sim", 0, 7, new byte[0], new byte[] {1});
        taken.headers().add(HeaderNames.ID, "r1".getBytes(StandardCharsets.UTF_8));
        taken.headers().add(HeaderNames.TENANT, "acme".getBytes(StandardCharsets.UTF_8));

        List<ProducerRecord<byte[], byte[]>> written = written(handler(new Breaking()), taken);

        assertThat(written).extracting(ProducerRecord::topic).containsExactly("t.results", "t.failures");
    }

    @Test
    void goesToDeadletters_whenItCannotBeAttributed() throws InterruptedException {
        ConsumerRecord<byte[], byte[]> taken =
                new ConsumerRecord<>("t.dispatch.sim", 0, 7, new byte[0], new byte[] {1});

        List<ProducerRecord<byte[], byte[]>> written = written(handler(CODECS.dispatch()), taken);

        assertThat(written).extracting(ProducerRecord::topic).containsExactly("t.deadletters");
        assertThat(written.getFirst().value()).isEqualTo(taken.value());
        assertThat(new String(
                        written.getFirst()
                                .headers()
                                .lastHeader(HeaderNames.DEAD_SOURCE)
                                .value(),
                        StandardCharsets.UTF_8))
                .isEqualTo("t.dispatch.sim-0@7");
    }

    @Test
    void keepsAsMuchAsFits_whenADeadLetterIsTooLarge() throws InterruptedException {
        ConsumerRecord<byte[], byte[]> taken =
                new ConsumerRecord<>("t.dispatch.sim", 0, 7, new byte[0], new byte[MAX_BYTES + 1]);

        ProducerRecord<byte[], byte[]> written =
                written(handler(CODECS.dispatch()), taken).getFirst();

        assertThat(written.topic()).isEqualTo("t.deadletters");
        assertThat(written.value()).hasSize(MAX_BYTES);
    }

    @Test
    void waitsForTheRegistry_whenItDoesNotAnswer() throws InterruptedException {
        ConsumerRecord<byte[], byte[]> taken =
                new ConsumerRecord<>("t.dispatch.sim", 0, 7, new byte[0], new byte[] {1});
        AtomicInteger asked = new AtomicInteger();

        DispatchHandler handler = handler(new Breaking() {
            @Override
            public Decoded<Dispatch> decode(byte @Nullable [] value) {
                if (asked.incrementAndGet() == 1) {
                    throw new RegistryUnavailableException("away", null);
                }
                return CODECS.dispatch().decode(value);
            }
        });
        List<ProducerRecord<byte[], byte[]>> written = written(handler, taken);

        assertThat(asked).hasValue(2);
        assertThat(new String(
                        written.getFirst()
                                .headers()
                                .lastHeader(HeaderNames.DEAD_CODE)
                                .value(),
                        StandardCharsets.UTF_8))
                .isNotEqualTo("unknown");
    }

    @Test
    void endsCancelledWithoutACall_whenItsClientHasCancelledIt() throws InterruptedException {
        Dispatch dispatch = Samples.dispatch("r1");
        ConsumerRecord<byte[], byte[]> taken = new ConsumerRecord<>(
                "t.dispatch.sim", 0, 7, new byte[0], CODECS.dispatch().encode(dispatch));
        List<RequestKey> read = new ArrayList<>();
        List<Attempt> attempts = new ArrayList<>();
        DispatchHandler handler = handler(CODECS.dispatch(), (request, acceptedAt) -> true, attempts::add, read::add);

        List<ProducerRecord<byte[], byte[]>> written = written(handler, taken);

        assertThat(written).extracting(ProducerRecord::topic).containsExactly("t.results", "t.failures", "t.attempts");
        assertThat(read).containsExactly(dispatch.request().key());
        assertThat(attempts).singleElement().satisfies(attempt -> {
            assertThat(attempt.summary().status()).isEqualTo(AttemptStatus.NOT_CALLED);
            assertThat(attempt.summary().failure()).extracting(Failure::code).isEqualTo(FailureCode.CANCELLED);
        });
    }

    private static List<ProducerRecord<byte[], byte[]>> written(
            DispatchHandler handler, ConsumerRecord<byte[], byte[]> taken) throws InterruptedException {
        HeldPartition held = new HeldPartition(new TopicPartition(taken.topic(), 0), false, OffsetLedger.startingAt(0));
        return handler.handle(new Handling(held, taken, new Lease(System::nanoTime)), request -> {})
                .records();
    }

    private static DispatchHandler handler(MessageCodec<Dispatch> codec) {
        return handler(codec, (request, acceptedAt) -> false, attempt -> {}, request -> {});
    }

    private static DispatchHandler handler(
            MessageCodec<Dispatch> codec,
            CancelledRequests cancels,
            Consumer<Attempt> onAttempt,
            Consumer<RequestKey> onRead) {
        Clock clock = Clock.systemUTC();
        CurrentCatalogue catalogue = new CurrentCatalogue();
        Places places = new Places(catalogue, new Adapters(clock), new KeyRing(new Secrets(Map.of())));
        Attempting attempting = new Attempting(
                new Guard(clock, System::nanoTime, RandomGenerator.getDefault()),
                new ProviderCall.CallSetting(
                        "a",
                        places,
                        (intent, heading) -> {},
                        () -> {},
                        DeltaSinks.NONE,
                        clock,
                        Milestone.Listener.NONE),
                new Redactor(new StrictJson()));
        return new DispatchHandler(
                codec,
                catalogue,
                Duration.ZERO,
                cancels,
                attempting,
                new WrittenDown(catalogue, new OutgoingRecords(CODECS, TOPICS, MAX_BYTES), onAttempt, clock),
                onRead);
    }

    private static class Breaking implements MessageCodec<Dispatch> {
        @Override
        public byte[] encode(Dispatch message) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Decoded<Dispatch> decode(byte @Nullable [] value) {
            throw new IllegalStateException("broken");
        }
    }
}
