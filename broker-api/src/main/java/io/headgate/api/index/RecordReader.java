package io.headgate.api.index;

import io.headgate.api.replay.FailedRow.Place;
import io.headgate.api.replay.body.PromptSize;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records of the topics that the index reads into rows to be. What cannot be read is logged and passed over. */
final class RecordReader {
    private static final Logger log = LoggerFactory.getLogger(RecordReader.class);

    private final Map<String, Step<?>> steps;
    private final PromptSize sizes = new PromptSize(new StrictJson());

    RecordReader(TopicNames topics, Codecs codecs) {
        steps = Map.of(
                topics.admissions(), new Step<>(codecs.admission(), IndexBatch::add),
                topics.results(), new Step<>(codecs.result(), IndexBatch::add),
                topics.notices(), new Step<>(codecs.notice(), IndexBatch::add),
                topics.catalog(), new Step<>(codecs.catalog(), IndexBatch::add),
                topics.failures(), new Step<>(codecs.failedRequest(), this::add));
    }

    private void add(IndexBatch batch, FailedRequest failed, Place place) {
        batch.add(IndexedFailure.of(failed, place, sizes));
    }

    List<String> topics() {
        return List.copyOf(steps.keySet());
    }

    void read(ConsumerRecord<byte[], byte[]> record, IndexBatch into) {
        Step<?> step = steps.get(record.topic());
        if (step == null || record.value() == null) {
            return;
        }
        step.take(record, into).ifPresent(failure -> passedOver(record, failure));
    }

    private static void passedOver(ConsumerRecord<byte[], byte[]> record, Failure failure) {
        String of = RecordHeading.readFrom(record.headers())
                .map(heading -> heading.key().toString())
                .orElse("unknown");
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("code", failure.code().wireName())
                .addKeyValue(LogKeys.REQUEST_ID, of)
                .log("a record cannot be read and is not in the index");
    }

    /** What is kept of a message, and of where it was read. */
    private interface Adding<T> {
        void add(IndexBatch into, T message, Place place);
    }

    private record Step<T>(MessageCodec<T> codec, Adding<T> adding) {
        Step(MessageCodec<T> codec, BiConsumer<IndexBatch, T> adding) {
            this(codec, (into, message, _) -> adding.accept(into, message));
        }

        Optional<Failure> take(ConsumerRecord<byte[], byte[]> record, IndexBatch into) {
            return switch (codec.decode(record.value())) {
                case Decoded.Readable<T>(T message) -> {
                    adding.add(into, message, new Place(record.partition(), record.offset()));
                    yield Optional.empty();
                }
                case Decoded.Unreadable<T>(Failure failure) -> Optional.of(failure);
            };
        }
    }
}
