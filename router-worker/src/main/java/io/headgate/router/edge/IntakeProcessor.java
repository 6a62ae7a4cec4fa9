package io.headgate.router.edge;

import io.headgate.router.admit.Admit;
import io.headgate.router.admit.Remainder;
import io.headgate.router.intake.IntakeReader;
import io.headgate.router.intake.RawRecord;
import io.headgate.router.intake.Taken;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a raw record and writes an admission, keyed by tenant, or a dead letter. */
final class IntakeProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(IntakeProcessor.class);

    private final IntakeReader reader;
    private final MessageCodec<Admission> codec;
    private final CatalogSource catalogs;
    private final TopicNames topics;
    private final int maxRecordBytes;
    private ProcessorContext<byte[], Outgoing> context;
    private RecordWriter writer;

    @SuppressWarnings("NullAway.Init") // Streams calls init() before anything else.
    IntakeProcessor(
            IntakeReader reader,
            MessageCodec<Admission> codec,
            CatalogSource catalogs,
            TopicNames topics,
            int maxRecordBytes) {
        this.reader = reader;
        this.codec = codec;
        this.catalogs = catalogs;
        this.topics = topics;
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> taskContext) {
        context = taskContext;
        writer = new RecordWriter(taskContext, maxRecordBytes);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        RawRecord raw = new RawRecord(
                place.topic(),
                place.partition(),
                place.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.value(),
                texts(record.headers()));
        switch (read(raw)) {
            case Taken.Attributed taken -> forward(taken);
            case Taken.Dead dead -> bury(raw, dead.failure());
        }
    }

    private Taken read(RawRecord raw) {
        Catalogue catalogue = catalogs.current();
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        try {
            return reader.read(raw, catalogue, now);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException defect) {
            // Read again it would fail again, and everything behind it would wait for ever.
            log.atError().addKeyValue("record", raw).setCause(defect).log("intake failed on a record");
            return new Taken.Dead(Admit.defect(defect.getClass().getSimpleName()));
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

    private void bury(RawRecord raw, Failure failure) {
        log.atWarn()
                .addKeyValue("code", failure.code().wireName())
                .addKeyValue("record", raw)
                .log("a record that nobody can be told of goes to the dead letters");
        String source = "%s-%d@%d".formatted(raw.topic(), raw.partition(), raw.offset());
        writer.writeDead(topics.deadletters(), raw.value(), failure, source);
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
