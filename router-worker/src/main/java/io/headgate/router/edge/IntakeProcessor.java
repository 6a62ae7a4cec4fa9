package io.headgate.router.edge;

import io.headgate.router.admit.Closing;
import io.headgate.router.admit.Remainder;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import io.headgate.schemas.intake.Arrival;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.intake.RawRequest;
import io.headgate.schemas.intake.Taken;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.telemetry.DefectPlace;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a raw record and writes an admission, keyed by tenant, or a dead letter. */
final class IntakeProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(IntakeProcessor.class);

    private final IntakeReader reader;
    private final Function<String, String> topicIds;
    private final MessageCodec<Admission> codec;
    private final TenantCatalogs catalogs;
    private final TopicNames topics;
    private final int maxRecordBytes;
    private final Commits commits;
    private ProcessorContext<byte[], Outgoing> context;
    private RecordWriter writer;

    /** @param topicIds the id of a topic by its name */
    @SuppressWarnings("NullAway.Init") // Streams calls init() before anything else.
    IntakeProcessor(
            IntakeReader reader,
            Function<String, String> topicIds,
            MessageCodec<Admission> codec,
            TenantCatalogs catalogs,
            TopicNames topics,
            int maxRecordBytes,
            Commits commits) {
        this.reader = reader;
        this.topicIds = topicIds;
        this.codec = codec;
        this.catalogs = catalogs;
        this.topics = topics;
        this.maxRecordBytes = maxRecordBytes;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> taskContext) {
        context = taskContext;
        writer = new RecordWriter(taskContext, maxRecordBytes, commits);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        Arrival.OverKafka arrival = new Arrival.OverKafka(
                metadata.topic(), metadata.partition(), metadata.offset(), Instant.ofEpochMilli(record.timestamp()));
        RawRequest raw = new RawRequest(
                arrival,
                () -> arrival.idOfPlace(topicIds.apply(arrival.topic())),
                record.value(),
                texts(record.headers()));
        switch (read(raw)) {
            case Taken.Attributed taken -> forward(taken);
            case Taken.Dead dead -> bury(arrival, record.value(), dead.failure());
        }
    }

    private Taken read(RawRequest raw) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        try {
            return reader.read(raw, catalogs, now);
        } catch (KafkaException | RegistryUnavailableException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException defect) {
            // Read again it would fail again, and everything behind it would wait for ever.
            log.atError().addKeyValue("record", raw).log("intake failed on a record: {}", DefectPlace.of(defect));
            return new Taken.Dead(Closing.defect(defect.getClass().getSimpleName()), null);
        }
    }

    private void forward(Taken.Attributed taken) {
        Admission admission = taken.admission();
        Headers headers = new RecordHeaders();
        heading(taken).writeTo(headers);
        String tenant = admission.key().tenant().value();
        if (!writer.write(topics.admissions(), tenant, codec.encode(admission), headers)) {
            Failure tooLarge = new Failure(
                    FailureCode.BODY_TOO_LARGE,
                    "the request is larger than a record may be",
                    null,
                    "at most %d bytes in all".formatted(maxRecordBytes));
            byte[] remainder = codec.encode(Remainder.of(admission, tooLarge));
            if (!writer.write(topics.admissions(), tenant, remainder, headers)) {
                throw new IllegalStateException(
                        "admission %s: what is left of it is too large".formatted(admission.key()));
            }
        }
    }

    private void bury(Arrival.OverKafka arrival, byte @Nullable [] value, Failure failure) {
        String source = "%s-%d@%d".formatted(arrival.topic(), arrival.partition(), arrival.offset());
        log.atWarn()
                .addKeyValue("code", failure.code().wireName())
                .addKeyValue("record", source)
                .log("a record that nobody can be told of goes to the dead letters");
        writer.writeDead(topics.deadletters(), value, failure, source);
    }

    private static RecordHeading heading(Taken.Attributed taken) {
        log.atDebug()
                .addKeyValue(LogKeys.REQUEST_ID, taken.admission().key().request())
                .addKeyValue(LogKeys.TENANT, taken.admission().key().tenant())
                .addKeyValue(LogKeys.TRACE_ID, taken.trace().traceId())
                .log("taken in");
        return switch (taken.admission()) {
            case InferenceRequest request -> new RecordHeading(request.key(), request.correlationId(), taken.trace());
            case InvalidRequest invalid -> new RecordHeading(invalid.key(), invalid.correlationId(), taken.trace());
        };
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new HashMap<>();
        for (Header header : headers) {
            if (header.value() != null) {
                texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
