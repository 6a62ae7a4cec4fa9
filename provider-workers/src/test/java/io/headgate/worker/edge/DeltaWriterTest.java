package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Samples;
import io.headgate.worker.call.stream.Chunks;
import io.headgate.worker.call.stream.Deltas;
import io.headgate.worker.report.WorkerState.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeltaWriterTest {
    private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");
    private static final ObjectNode UNJOINABLE =
            Chunks.of("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}");

    /** As a real one, it may say through the callback, before its send returns, that it takes nothing. */
    private static final class Broker extends MockProducer<byte[], byte[]> {
        private @Nullable RuntimeException takesNothing;

        Broker(boolean acknowledges) {
            super(acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (takesNothing == null) {
                return super.send(record, callback);
            }
            callback.onCompletion(null, takesNothing);
            return CompletableFuture.failedFuture(takesNothing);
        }
    }

    private final Codecs codecs = AvroCodecs.singleObject();
    private final Broker broker = new Broker(true);
    private final DeltaWriter writer = writer(broker);

    private DeltaWriter writer(Broker to) {
        return new DeltaWriter(to, codecs, "t.deltas", Clock.fixed(AT, ZoneOffset.UTC));
    }

    private static Deltas.Sink stream(DeltaWriter writer, String id) {
        Dispatch dispatch = Samples.dispatch(id);
        return writer.of(dispatch, AT.minusSeconds(1), false, heading(dispatch));
    }

    private static RecordHeading heading(Dispatch dispatch) {
        return new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
    }

    private List<Delta> written() {
        return written(broker);
    }

    private List<Delta> written(Broker by) {
        return by.history().stream()
                .map(record -> ((Decoded.Readable<Delta>) codecs.delta().decode(record.value())).value())
                .toList();
    }

    private static String text(Delta delta) {
        JsonNode content = Chunks.of(delta.chunk()).at("/choices/0/delta/content");
        return content.asText("-");
    }

    @Test
    void chunksThatComeTogetherAreOnePiece_andTheLastSaysSo() {
        Deltas.Sink stream = stream(writer, "r1");
        stream.accept(Chunks.content("Hel"));
        assertThat(writer.writeDue()).isTrue();
        stream.accept(Chunks.content("lo "));
        stream.accept(Chunks.content("you"));
        stream.accept(Chunks.finish("stop"));
        stream.ended(true);
        assertThat(writer.writeDue()).isTrue();

        assertThat(written()).extracting(DeltaWriterTest::text).containsExactly("Hel", "lo you");
        assertThat(written()).extracting(Delta::sequence).containsExactly(0L, 1L);
        assertThat(written()).extracting(Delta::last).containsExactly(false, true);
        assertThat(written()).extracting(Delta::end).containsExactly(null, Delta.End.COMPLETED);
        assertThat(written()).allSatisfy(delta -> {
            assertThat(delta.attempt()).isEqualTo(Samples.dispatch("r1").attempt());
            assertThat(delta.startedAt()).isEqualTo(AT.minusSeconds(1));
            assertThat(delta.at()).isEqualTo(AT);
            assertThat(delta.restart()).isFalse();
            assertThat(delta.missing()).isZero();
        });
        ProducerRecord<byte[], byte[]> record = broker.history().getFirst();
        assertThat(record.topic()).isEqualTo("t.deltas");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("r1");
        assertThat(RecordHeading.readFrom(record.headers()).orElseThrow().key())
                .isEqualTo(Samples.dispatch("r1").request().key());
        assertThat(writer.state()).isEqualTo(new Shown(2, 0));
    }

    @Test
    void piecesOfTwoStreamsDoNotMix() {
        Deltas.Sink one = stream(writer, "r1");
        Deltas.Sink other = stream(writer, "r2");
        one.accept(Chunks.content("a"));
        other.accept(Chunks.content("b"));
        one.accept(Chunks.content("c"));
        writer.writeDue();

        assertThat(written()).extracting(DeltaWriterTest::text).containsExactly("ac", "b");
        assertThat(written()).extracting(Delta::sequence).containsOnly(0L);
    }

    @Test
    void streamThatWasCutSaysSo_andHasNoLast() {
        Deltas.Sink stream = stream(writer, "r1");
        stream.accept(Chunks.content("Hel"));
        writer.writeDue();
        stream.ended(false);
        writer.writeDue();

        assertThat(written()).extracting(Delta::end).containsExactly(null, Delta.End.FAILED);
        assertThat(written()).extracting(Delta::last).containsOnly(false);
        assertThat(Chunks.of(written().getLast().chunk()).path("choices")).isEmpty();
    }

    @Test
    void nothingIsWritten_ofAReplyThatShowedNothing() {
        stream(writer, "r1").ended(false);
        writer.writeDue();

        assertThat(broker.history()).isEmpty();
    }

    @Test
    void firstPieceSaysThatItBeginsAnew_whenAnotherMayHaveBeenShown() {
        Dispatch dispatch = Samples.dispatch("r1");
        Deltas.Sink stream = writer.of(dispatch, AT, true, heading(dispatch));
        stream.accept(Chunks.content("a"));
        writer.writeDue();
        stream.accept(Chunks.content("b"));
        writer.writeDue();

        assertThat(written()).extracting(Delta::restart).containsExactly(true, false);
    }

    @Test
    void chunksWaitAndJoin_whileKafkaTakesNothing() {
        Deltas.Sink stream = stream(writer, "r1");
        broker.takesNothing = new TimeoutException("no memory");
        stream.accept(Chunks.content("a"));
        assertThat(writer.writeDue()).isFalse();
        stream.accept(Chunks.content("b"));
        stream.accept(Chunks.content("c"));
        assertThat(writer.writeDue()).isFalse();
        broker.takesNothing = null;
        assertThat(writer.writeDue()).isTrue();

        assertThat(written()).extracting(DeltaWriterTest::text).containsExactly("abc");
        assertThat(writer.state()).isEqualTo(new Shown(1, 0));
    }

    @Test
    void whatIsTooMuchToHoldIsLeftOut_andTheNextPieceTellsOfTheGap() {
        Deltas.Sink stream = stream(writer, "r1");
        broker.takesNothing = new TimeoutException("no memory");
        for (int i = 0; i < 1_000; i++) {
            stream.accept(UNJOINABLE);
        }
        writer.writeDue();
        broker.takesNothing = null;
        writer.writeDue();
        int before = written().size();
        stream.accept(Chunks.content("on"));
        stream.ended(true);
        writer.writeDue();

        assertThat(before).isBetween(100, 900);
        assertThat(written().subList(0, before)).extracting(Delta::missing).containsOnly(0L);
        assertThat(written().getLast().missing()).isEqualTo(1_000 - before);
        assertThat(text(written().getLast())).isEqualTo("on");
        assertThat(written().getLast().last()).isTrue();
        assertThat(written().getLast().sequence()).isEqualTo(before);
        assertThat(writer.state().dropped()).isEqualTo(1_000 - before);
    }

    @Test
    void pieceThatIsLostOnItsWayIsAGapInTheNext() {
        Broker slow = new Broker(false);
        DeltaWriter writer = writer(slow);
        Deltas.Sink stream = stream(writer, "r1");
        stream.accept(Chunks.content("a"));
        stream.accept(Chunks.content("b"));
        writer.writeDue();
        assertThat(slow.errorNext(new TimeoutException("not delivered"))).isTrue();
        stream.accept(Chunks.content("c"));
        writer.writeDue();

        Delta next = written(slow).getLast();
        assertThat(next.missing()).isEqualTo(2);
        assertThat(next.sequence()).isEqualTo(1);
        assertThat(writer.state().dropped()).isEqualTo(2);
    }

    @Test
    void pieceThatCanNeverBeWrittenStopsNoOther() {
        Deltas.Sink stream = stream(writer, "r1");
        broker.takesNothing = new RecordTooLargeException("of 9 MB");
        stream.accept(Chunks.content("a"));
        assertThat(writer.writeDue()).isTrue();
        broker.takesNothing = null;
        stream.accept(Chunks.content("b"));
        writer.writeDue();

        assertThat(written()).extracting(DeltaWriterTest::text).containsExactly("b");
        assertThat(written().getFirst().missing()).isEqualTo(1);
    }

    @Test
    void streamThatEndedLongAgoIsGivenUp() {
        Dispatch dispatch = Samples.dispatch("r1");
        DeltaStream stream = (DeltaStream) writer.of(dispatch, AT, false, heading(dispatch));
        stream.accept(Chunks.content("a"));
        long later = System.nanoTime() + Duration.ofSeconds(11).toNanos();
        assertThat(stream.giveUp(later)).isFalse();
        stream.ended(true);
        assertThat(stream.giveUp(System.nanoTime())).isFalse();

        assertThat(stream.giveUp(later)).isTrue();
        writer.writeDue();
        assertThat(broker.history()).isEmpty();
        assertThat(writer.state()).isEqualTo(new Shown(0, 1));
    }

    @Test
    void writerWritesByItself_andWhatIsLeftWhenItIsClosed() {
        writer.start();
        Deltas.Sink stream = stream(writer, "r1");
        stream.accept(Chunks.content("a"));
        await().until(() -> broker.history().size() == 1);
        stream.accept(Chunks.content("b"));
        stream.ended(true);
        writer.close();

        assertThat(written()).extracting(DeltaWriterTest::text).startsWith("a", "b");
        assertThat(written().getLast().end()).isEqualTo(Delta.End.COMPLETED);
    }
}
