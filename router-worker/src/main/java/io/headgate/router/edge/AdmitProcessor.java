package io.headgate.router.edge;

import io.headgate.router.admit.Admit;
import io.headgate.router.admit.Fact;
import io.headgate.router.admit.Remainder;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A tenant's admissions and attempts: has each decided upon, and applies the facts. */
final class AdmitProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(AdmitProcessor.class);
    private static final byte[] NOTHING = {};

    private final Admit admit;
    private final Consumer<Attempt> witness;
    private final Codecs codecs;
    private final CatalogSource catalogs;
    private final TopicNames topics;
    private final Duration idempotencyWindow;
    private final int maxRecordBytes;
    private ProcessorContext<byte[], Outgoing> context;
    private WindowStore<String, byte[]> store;
    private RecordWriter writer;
    private FactWriter facts;

    /** @param witness is shown every attempt, to learn from; once more when a record is read again */
    @SuppressWarnings("NullAway.Init") // Streams calls init() before anything else.
    AdmitProcessor(
            Admit admit,
            Consumer<Attempt> witness,
            Codecs codecs,
            CatalogSource catalogs,
            TopicNames topics,
            Duration idempotencyWindow,
            int maxRecordBytes) {
        this.admit = admit;
        this.witness = witness;
        this.codecs = codecs;
        this.catalogs = catalogs;
        this.topics = topics;
        this.idempotencyWindow = idempotencyWindow;
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> taskContext) {
        context = taskContext;
        store = taskContext.getStateStore(SeenStore.NAME);
        writer = new RecordWriter(taskContext, maxRecordBytes);
        facts = new FactWriter(writer, codecs, topics);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        if (place.topic().equals(topics.attempts())) {
            attempt(record, place);
        } else {
            admission(record, place);
        }
    }

    private void admission(Record<byte[], byte[]> record, RecordMetadata place) {
        Optional<RecordHeading> heading = RecordHeading.readFrom(record.headers());
        Admission admission = switch (codecs.admission().decode(bytes(record))) {
            case Decoded.Readable<Admission> readable -> readable.value();
            case Decoded.Unreadable<Admission> unreadable ->
                heading.map(h -> unreadable(h, unreadable.failure(), record, place))
                        .orElse(null);
        };
        if (admission == null) {
            bury(record, place, "an admission without id or tenant in its headers cannot be read");
            return;
        }
        long now = context.currentSystemTimeMs();
        SeenStore memory = new SeenStore(store, idempotencyWindow, now);
        RecordHeading next = heading(admission, heading.orElse(null));
        decide(admission, memory, Instant.ofEpochMilli(now)).forEach(fact -> facts.apply(fact, next, memory));
    }

    private List<Fact> decide(Admission admission, SeenStore memory, Instant now) {
        Catalogue catalogue = catalogs.current();
        try {
            return admit.admit(admission, memory, catalogue, now);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException defect) {
            about(admission.key()).log("admission failed: {}", DefectPlace.of(defect));
            Failure failure = Admit.defect(defect.getClass().getSimpleName());
            return admit.admit(Remainder.of(admission, failure), memory, catalogue, now);
        }
    }

    /** An attempt that cannot be read says in its headers whether its request has ended; if not, it is ended here. */
    private void attempt(Record<byte[], byte[]> record, RecordMetadata place) {
        switch (codecs.attempt().decode(bytes(record))) {
            case Decoded.Unreadable<Attempt> unreadable -> unreadableAttempt(unreadable.failure(), record, place);
            case Decoded.Readable<Attempt> readable -> {
                Attempt attempt = readable.value();
                witness.accept(attempt);
                long now = context.currentSystemTimeMs();
                RecordHeading next = RecordHeading.readFrom(record.headers())
                        .map(RecordHeading::nextHop)
                        .orElseGet(() -> new RecordHeading(
                                attempt.key(),
                                new CorrelationId(attempt.key().request().value()),
                                TraceContext.start()));
                SeenStore memory = new SeenStore(store, idempotencyWindow, now);
                decide(attempt, Instant.ofEpochMilli(now)).forEach(fact -> facts.apply(fact, next, memory));
            }
        }
    }

    private void unreadableAttempt(Failure cause, Record<byte[], byte[]> record, RecordMetadata place) {
        bury(record, place, "an attempt cannot be read");
        if (!HeaderNames.CONTINUE.equals(text(record.headers().lastHeader(HeaderNames.DISPOSITION)))) {
            return;
        }
        RecordHeading.readFrom(record.headers()).ifPresent(heading -> {
            long now = context.currentSystemTimeMs();
            Fact ended = Admit.lost(unreadable(heading, cause, record, place), Instant.ofEpochMilli(now));
            facts.apply(ended, heading.nextHop(), new SeenStore(store, idempotencyWindow, now));
        });
    }

    private static String text(@Nullable Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private List<Fact> decide(Attempt attempt, Instant now) {
        Catalogue catalogue = catalogs.current();
        try {
            return admit.afterAttempt(attempt, catalogue, now);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException defect) {
            about(attempt.key()).log("re-routing failed: {}", DefectPlace.of(defect));
            return admit.undecidable(attempt, defect.getClass().getSimpleName(), now);
        }
    }

    private static LoggingEventBuilder about(RequestKey key) {
        return log.atError().addKeyValue(LogKeys.REQUEST_ID, key.request()).addKeyValue(LogKeys.TENANT, key.tenant());
    }

    private static InvalidRequest unreadable(
            RecordHeading heading, Failure cause, Record<byte[], byte[]> record, RecordMetadata place) {
        Failure failure = new Failure(
                FailureCode.UNREADABLE_INTERNAL,
                "an internal record of request %s cannot be read: %s".formatted(heading.key(), cause.message()),
                cause.seen(),
                cause.allowed());
        return new InvalidRequest(
                heading.key(),
                heading.correlationId(),
                failure,
                Sha256.hex(bytes(record)),
                ReplyFormat.JSON,
                Instant.ofEpochMilli(record.timestamp()),
                new Origin(place.topic(), place.partition(), place.offset()));
    }

    private void bury(Record<byte[], byte[]> record, RecordMetadata place, String why) {
        String source = "%s-%d@%d".formatted(place.topic(), place.partition(), place.offset());
        log.atError().addKeyValue("record", source).log("{}; it goes to the dead letters", why);
        writer.writeDead(
                topics.deadletters(), record.value(), Failure.of(FailureCode.UNREADABLE_INTERNAL, why), source);
    }

    private static RecordHeading heading(Admission admission, @Nullable RecordHeading came) {
        TraceContext trace = came == null ? TraceContext.start() : came.trace().child();
        return switch (admission) {
            case InferenceRequest request -> new RecordHeading(request.key(), request.correlationId(), trace);
            case InvalidRequest invalid -> new RecordHeading(invalid.key(), invalid.correlationId(), trace);
        };
    }

    private static byte[] bytes(Record<byte[], byte[]> record) {
        return record.value() == null ? NOTHING : record.value();
    }
}
