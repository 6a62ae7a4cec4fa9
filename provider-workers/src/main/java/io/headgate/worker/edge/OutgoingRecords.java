package io.headgate.worker.edge;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.settle.Results;
import io.headgate.worker.settle.Settlement;
import io.headgate.worker.settle.Settling;
import io.headgate.worker.settle.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Encodes what a settlement says for its topics, each value within what a topic takes. Thread-safe. */
public final class OutgoingRecords {
    private static final int MAX_DEAD_MESSAGE = 500;

    private final Codecs codecs;
    private final TopicNames topics;
    private final int maxBytes;

    public OutgoingRecords(Codecs codecs, TopicNames topics, int maxBytes) {
        this.codecs = codecs;
        this.topics = topics;
        this.maxBytes = maxBytes;
    }

    List<ProducerRecord<byte[], byte[]>> of(
            RecordHeading heading, Dispatch dispatch, Settlement settlement, Timing timing) {
        return switch (settlement) {
            case Settlement.Ended ended -> ended(heading, dispatch, ended);
            case Settlement.PassedBack back -> passedBack(heading, dispatch, back, timing);
        };
    }

    private List<ProducerRecord<byte[], byte[]>> passedBack(
            RecordHeading heading, Dispatch dispatch, Settlement.PassedBack back, Timing timing) {
        byte[] value = codecs.attempt().encode(back.attempt());
        if (value.length > maxBytes) {
            return ended(heading, dispatch, Settling.endHere(dispatch, back, timing));
        }
        return List.of(attempt(heading, HeaderNames.CONTINUE, value));
    }

    private List<ProducerRecord<byte[], byte[]>> ended(
            RecordHeading heading, Dispatch dispatch, Settlement.Ended ended) {
        byte[] result = codecs.result().encode(ended.result());
        if (result.length > maxBytes && ended.result().outcome() instanceof InferenceResult.Completed) {
            return ended(heading, dispatch, Settling.tooLarge(dispatch, ended, result.length, maxBytes));
        }
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(3);
        all.add(result(heading, ended.result(), result));
        if (ended.failed() != null) {
            all.add(failure(heading, ended.failed()));
        }
        all.add(attempt(heading, HeaderNames.FINAL, codecs.attempt().encode(ended.attempt())));
        return all;
    }

    /** The end of a request whose dispatch cannot be read; without even a heading it goes where people look. */
    List<ProducerRecord<byte[], byte[]>> unreadable(
            ConsumerRecord<byte[], byte[]> taken, Failure why, Instant endedAt) {
        Optional<RecordHeading> heading = RecordHeading.readFrom(taken.headers());
        if (heading.isEmpty()) {
            return List.of(dead(taken, why));
        }
        Failure failure = new Failure(
                FailureCode.UNREADABLE_INTERNAL,
                "an internal record of this request could not be read; publish it again under another id",
                why.code().wireName(),
                null);
        FailedRequest failed = Results.unreadable(
                new Results.Unreadable(
                        heading.get().key(),
                        heading.get().correlationId(),
                        format(taken),
                        Sha256.hex(taken.value() == null ? new byte[0] : taken.value()),
                        Instant.ofEpochMilli(Math.max(0, taken.timestamp())),
                        new Origin(taken.topic(), taken.partition(), taken.offset())),
                failure,
                endedAt);
        return List.of(
                result(heading.get(), failed.result(), codecs.result().encode(failed.result())),
                failure(heading.get(), failed));
    }

    private ProducerRecord<byte[], byte[]> result(RecordHeading heading, InferenceResult result, byte[] value) {
        ProducerRecord<byte[], byte[]> out = keyedByRequest(topics.results(), heading, value);
        put(out, HeaderNames.FORMAT, result.replyFormat().name().toLowerCase(Locale.ROOT));
        return out;
    }

    private ProducerRecord<byte[], byte[]> failure(RecordHeading heading, FailedRequest failed) {
        byte[] value = codecs.failedRequest().encode(failed);
        if (value.length > maxBytes
                && failed.admission() instanceof InferenceRequest request
                && failed.result().outcome() instanceof InferenceResult.Failed(Failure failure)) {
            value = codecs.failedRequest().encode(Results.withoutBody(request, failed.result(), failure));
        }
        return keyedByRequest(topics.failures(), heading, value);
    }

    private ProducerRecord<byte[], byte[]> attempt(RecordHeading heading, String disposition, byte[] value) {
        byte[] tenant = utf8(heading.key().tenant().value());
        ProducerRecord<byte[], byte[]> out = new ProducerRecord<>(topics.attempts(), tenant, value);
        heading.nextHop().writeTo(out.headers());
        put(out, HeaderNames.DISPOSITION, disposition);
        return out;
    }

    private static ProducerRecord<byte[], byte[]> keyedByRequest(String topic, RecordHeading heading, byte[] value) {
        byte[] request = utf8(heading.key().request().value());
        ProducerRecord<byte[], byte[]> out = new ProducerRecord<>(topic, request, value);
        heading.nextHop().writeTo(out.headers());
        return out;
    }

    /** Of a value that would not fit beside the reason, as much as goes: refused by the producer it would come for ever. */
    private ProducerRecord<byte[], byte[]> dead(ConsumerRecord<byte[], byte[]> taken, Failure why) {
        byte[] value = taken.value();
        boolean cut = value != null && value.length > maxBytes;
        ProducerRecord<byte[], byte[]> out =
                new ProducerRecord<>(topics.deadletters(), null, cut ? Arrays.copyOf(value, maxBytes) : value);
        String message = cut
                ? "%s; the first %d of %d bytes are kept".formatted(why.message(), maxBytes, value.length)
                : why.message();
        put(out, HeaderNames.DEAD_CODE, why.code().wireName());
        put(out, HeaderNames.DEAD_MESSAGE, message.substring(0, Math.min(message.length(), MAX_DEAD_MESSAGE)));
        put(out, HeaderNames.DEAD_SOURCE, "%s-%d@%d".formatted(taken.topic(), taken.partition(), taken.offset()));
        return out;
    }

    private static ReplyFormat format(ConsumerRecord<byte[], byte[]> taken) {
        Header header = taken.headers().lastHeader(HeaderNames.FORMAT);
        boolean avro = header != null && "avro".equals(new String(header.value(), StandardCharsets.UTF_8));
        return avro ? ReplyFormat.AVRO : ReplyFormat.JSON;
    }

    private static void put(ProducerRecord<byte[], byte[]> out, String name, String value) {
        out.headers().remove(name).add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
