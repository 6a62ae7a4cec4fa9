package io.headgate.router.edge;

import io.headgate.router.admit.Admit;
import io.headgate.router.admit.Closing;
import io.headgate.router.admit.Fact;
import io.headgate.router.budget.BudgetCounts;
import io.headgate.router.route.CanaryNews;
import io.headgate.router.route.RefusalNews;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.CanaryStop;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.ModelRefusal;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tenant's admissions, attempts, orphaned calls and cancels: reads each, has it decided upon, and the facts applied. */
final class AdmitProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(AdmitProcessor.class);
    private static final byte[] NOTHING = {};
    static final Duration WAITING = Duration.ofMillis(100);
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final Admit admit;
    private final Witness witness;
    private final Codecs codecs;
    private final TenantCatalogs catalogs;
    private final TopicNames topics;
    private final BudgetCounts budgetCounts;
    private final Waiters waiters;
    private final Duration idempotencyWindow;
    private final int maxRecordBytes;
    private final Commits commits;
    private ProcessorContext<byte[], Outgoing> context;
    private RecordWriter writer;
    private Deciding deciding;
    private WaitingDesk desk;
    private QuotaBoard quotas;
    private Ticking ticking;

    @SuppressWarnings("NullAway.Init") // Streams calls init() before anything else.
    AdmitProcessor(
            Admit admit,
            Witness witness,
            Codecs codecs,
            TenantCatalogs catalogs,
            TopicNames topics,
            BudgetCounts budgetCounts,
            Waiters waiters,
            Duration idempotencyWindow,
            int maxRecordBytes,
            Commits commits) {
        this.admit = admit;
        this.witness = witness;
        this.codecs = codecs;
        this.catalogs = catalogs;
        this.topics = topics;
        this.budgetCounts = budgetCounts;
        this.waiters = waiters;
        this.idempotencyWindow = idempotencyWindow;
        this.maxRecordBytes = maxRecordBytes;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> taskContext) {
        context = taskContext;
        TaskMemory memory = new TaskMemory(taskContext.getStateStore(SeenStore.NAME), idempotencyWindow, now());
        writer = new RecordWriter(taskContext, maxRecordBytes, commits);
        LedgerStore ledger = new LedgerStore(taskContext.getStateStore(LedgerStore.NAME));
        quotas = new QuotaBoard(ledger, writer, codecs.quotaState(), catalogs);
        FactWriter facts = new FactWriter(writer, ledger, codecs, topics, budgetCounts, quotas);
        deciding = new Deciding(admit, catalogs, memory, ledger);
        desk = waiters.open(taskContext, deciding, memory, ledger, facts);
        ticking = new Ticking(
                taskContext,
                List.of(
                        new Ticking.Work(WAITING, now -> desk.tick(now), () -> desk.isIdle()),
                        new Ticking.Work(TELLING, now -> quotas.tick(now), () -> quotas.isIdle())),
                commits::stayAwake);
        ticking.keep();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        if (place.topic().equals(topics.attempts())) {
            attempt(record, place);
        } else if (place.topic().equals(topics.cancels())) {
            cancel(record, place);
        } else if (place.topic().equals(topics.orphans())) {
            orphan(record, place);
        } else {
            admission(record, place);
        }
        ticking.keep();
        commits.changed(context);
    }

    /**
     * The task goes to another thread or process, and who waits in it is counted there; or it begins again here, with
     * {@link #init}: Streams keeps what was scheduled before, and what is not cancelled would tick beside the new.
     */
    @Override
    public void close() {
        ticking.stop();
        desk.close();
    }

    private void cancel(Record<byte[], byte[]> record, RecordMetadata place) {
        switch (codecs.cancel().decode(bytes(record))) {
            case Decoded.Readable<Cancel>(Cancel cancel) -> desk.cancel(cancel, now());
            case Decoded.Unreadable<Cancel> _ -> bury(record, place, "a cancel cannot be read");
        }
    }

    private void orphan(Record<byte[], byte[]> record, RecordMetadata place) {
        switch (codecs.intent().decode(bytes(record))) {
            case Decoded.Readable<Intent>(Intent intent) -> {
                Instant now = now();
                desk.apply(deciding.orphaned(intent, now), begun(intent.key()), now);
            }
            case Decoded.Unreadable<Intent> _ -> bury(record, place, "an orphaned call cannot be read");
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
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
        Instant now = now();
        desk.apply(deciding.about(admission, desk.gate(), now), heading(admission, heading.orElse(null)), now);
    }

    /** An attempt that cannot be read says in its headers whether its request has ended; if not, it is ended here. */
    private void attempt(Record<byte[], byte[]> record, RecordMetadata place) {
        switch (codecs.attempt().decode(bytes(record))) {
            case Decoded.Unreadable<Attempt> unreadable -> unreadableAttempt(unreadable.failure(), record, place);
            case Decoded.Readable<Attempt> readable -> {
                Attempt attempt = readable.value();
                Instant now = now();
                witness.heard(attempt, catalogs.common(), now).forEach(this::tell);
                witness.refused(attempt, catalogs.common(), now).forEach(this::tell);
                RecordHeading next = RecordHeading.readFrom(record.headers())
                        .map(RecordHeading::nextHop)
                        .orElseGet(() -> begun(attempt.key()));
                desk.over(attempt, now);
                desk.apply(deciding.about(attempt, desk.gate(), now), next, now);
                desk.serveAfter(attempt, now);
            }
        }
    }

    private void tell(CanaryNews news) {
        CanaryStop stop = news.stop();
        writer.writeNewest(
                topics.canaries(),
                news.alias().value(),
                stop == null ? null : codecs.canaryStop().encode(stop));
        raise(news.alert());
    }

    private void tell(RefusalNews news) {
        ModelRefusal refusal = news.refusal();
        writer.writeNewest(
                topics.refusals(),
                news.key(),
                refusal == null ? null : codecs.modelRefusal().encode(refusal));
        raise(news.alert());
    }

    private void raise(Alert alert) {
        log.atWarn().addKeyValue("alert", alert.id()).log("{}: {}", alert.state(), alert.message());
        writer.writeOfAll(topics.alerts(), codecs.alert().encode(alert));
    }

    private void unreadableAttempt(Failure cause, Record<byte[], byte[]> record, RecordMetadata place) {
        bury(record, place, "an attempt cannot be read");
        boolean goesOn = HeaderNames.CONTINUE.equals(text(record.headers().lastHeader(HeaderNames.DISPOSITION)));
        RecordHeading.readFrom(record.headers()).ifPresent(heading -> {
            Instant now = now();
            List<Fact> settled = new ArrayList<>(deciding.unreadable(heading.key()));
            if (goesOn) {
                settled.add(Closing.lost(unreadable(heading, cause, record, place), now));
            }
            desk.apply(settled, heading.nextHop(), now);
        });
    }

    private static String text(@Nullable Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
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

    /** Of a record that came without one. */
    private static RecordHeading begun(RequestKey key) {
        return new RecordHeading(key, new CorrelationId(key.request().value()), TraceContext.start());
    }

    private static byte[] bytes(Record<byte[], byte[]> record) {
        return record.value() == null ? NOTHING : record.value();
    }
}
