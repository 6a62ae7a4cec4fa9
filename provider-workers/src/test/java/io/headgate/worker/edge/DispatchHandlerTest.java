package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.call.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
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

        List<ProducerRecord<byte[], byte[]>> written = handler(new Breaking()).handle(taken);

        assertThat(written).extracting(ProducerRecord::topic).containsExactly("t.results", "t.failures");
    }

    @Test
    void goesToDeadletters_whenItCannotBeAttributed() throws InterruptedException {
        ConsumerRecord<byte[], byte[]> taken =
                new ConsumerRecord<>("t.dispatch.sim", 0, 7, new byte[0], new byte[] {1});

        List<ProducerRecord<byte[], byte[]>> written =
                handler(CODECS.dispatch()).handle(taken);

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
                handler(CODECS.dispatch()).handle(taken).getFirst();

        assertThat(written.topic()).isEqualTo("t.deadletters");
        assertThat(written.value()).hasSize(MAX_BYTES);
    }

    @Test
    void waitsForTheRegistry_whenItDoesNotAnswer() throws InterruptedException {
        ConsumerRecord<byte[], byte[]> taken =
                new ConsumerRecord<>("t.dispatch.sim", 0, 7, new byte[0], new byte[] {1});
        AtomicInteger asked = new AtomicInteger();

        List<ProducerRecord<byte[], byte[]>> written = handler(new Breaking() {
                    @Override
                    public Decoded<Dispatch> decode(byte @Nullable [] value) {
                        if (asked.incrementAndGet() == 1) {
                            throw new RegistryUnavailableException("away", null);
                        }
                        return CODECS.dispatch().decode(value);
                    }
                })
                .handle(taken);

        assertThat(asked).hasValue(2);
        assertThat(new String(
                        written.getFirst()
                                .headers()
                                .lastHeader(HeaderNames.DEAD_CODE)
                                .value(),
                        StandardCharsets.UTF_8))
                .isNotEqualTo("unknown");
    }

    private static DispatchHandler handler(MessageCodec<Dispatch> codec) {
        return new DispatchHandler(
                codec,
                new CurrentCatalogue(),
                new Adapters(Clock.systemUTC()),
                new Secrets(Map.of()),
                new OutgoingRecords(CODECS, TOPICS, MAX_BYTES),
                Duration.ZERO,
                Clock.systemUTC());
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
