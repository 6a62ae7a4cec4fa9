package io.headgate.metering.orphan;

import io.headgate.metering.stream.DeadLetter;
import io.headgate.metering.stream.Tick;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Holds each intent until its outcome is read, and gives up those whose outcome nobody wrote: each is in {@code orphans} once,
 * since entry, orphan and source offsets are of one transaction.
 */
final class CallProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String STORE = "open-calls";
    static final String TO_ORPHANS = "orphans";
    static final String TO_DEADLETTERS = "deadletters";

    /** How many entries are looked at in one go; the next goes on behind them. */
    static final int MOST_PER_LOOK = 20_000;

    private final TopicNames topics;
    private final Codecs codecs;
    private final Duration after;
    private final Duration lookEvery;
    private final Supplier<Instant> readUpTo;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, OpenCall> calls;
    private Tick looking;
    private Instant lookedUpTo = Instant.EPOCH;
    private @Nullable String last;

    @SuppressWarnings("NullAway.Init") // Streams calls init() before anything else.
    CallProcessor(TopicNames topics, Codecs codecs, Duration after, Duration lookEvery, Supplier<Instant> readUpTo) {
        this.topics = topics;
        this.codecs = codecs;
        this.after = after;
        this.lookEvery = lookEvery;
        this.readUpTo = readUpTo;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> taskContext) {
        context = taskContext;
        calls = taskContext.getStateStore(STORE);
        looking = new Tick(
                taskContext,
                lookEvery,
                this::look,
                () -> last == null && behind(null, 1).isEmpty());
        looking.keep();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context.recordMetadata().orElseThrow().topic().equals(topics.attempts())) {
            outcome(record.value());
        } else {
            intent(record);
        }
    }

    /** One that cannot be read is told of by the books' job. */
    private void outcome(byte @Nullable [] value) {
        if (codecs.attempt().decode(value) instanceof Decoded.Readable<Attempt>(var attempt)) {
            ended(attempt);
        }
    }

    private void intent(Record<byte[], byte[]> record) {
        byte[] value = record.value();
        switch (codecs.intent().decode(value)) {
            case Decoded.Readable<Intent>(var intent) -> {
                if (isAmongItsTenants(record.key(), intent)) {
                    begun(intent, value);
                }
            }
            case Decoded.Unreadable<Intent>(var failure) -> refuse(record, failure);
        }
    }

    private void refuse(Record<byte[], byte[]> record, Failure failure) {
        context.forward(DeadLetter.of(record, failure, context.recordMetadata()), TO_DEADLETTERS);
    }

    /**
     * Workers of before put an intent in any partition, by its attempt's id: its outcome may be in another, and would be missed
     * here for ever.
     */
    private static boolean isAmongItsTenants(byte @Nullable [] key, Intent intent) {
        return Arrays.equals(key, intent.key().tenant().value().getBytes(StandardCharsets.UTF_8));
    }

    private void begun(Intent intent, byte[] value) {
        String key = OpenCallBytes.key(intent.key().tenant(), intent.attempt(), intent.startedAt());
        calls.put(key, OpenCall.afterIntent(calls.get(key), value, now()));
        looking.keep();
    }

    private void ended(Attempt attempt) {
        TenantId tenant = attempt.key().tenant();
        String key = OpenCallBytes.key(
                tenant, attempt.summary().id(), attempt.summary().startedAt());
        calls.put(key, new OpenCall.Ended(now()));
        looking.keep();
    }

    private void look() {
        Instant upTo = readUpTo.get();
        if (last == null && !upTo.isAfter(lookedUpTo)) {
            return;
        }
        lookedUpTo = upTo;
        List<KeyValue<String, OpenCall>> some = behind(last, MOST_PER_LOOK);
        for (KeyValue<String, OpenCall> entry : some) {
            switch (entry.value.fate(upTo, after)) {
                case KEPT -> {}
                // A delete would look up what it deletes.
                case FORGOTTEN -> calls.put(entry.key, null);
                case ORPHANED -> {
                    if (entry.value instanceof OpenCall.Begun begun) {
                        giveUp(entry.key, begun);
                    }
                    calls.put(entry.key, OpenCall.givenUp(now(), after));
                }
            }
        }
        last = some.size() < MOST_PER_LOOK ? null : some.getLast().key;
    }

    private void giveUp(String key, OpenCall.Begun begun) {
        byte[] tenant = key.substring(0, key.indexOf('/')).getBytes(StandardCharsets.UTF_8);
        // The wall clock and no headers: the last record processed is another story.
        context.forward(
                new Record<>(tenant, begun.intent(), context.currentSystemTimeMs(), new RecordHeaders()), TO_ORPHANS);
    }

    private List<KeyValue<String, OpenCall>> behind(@Nullable String from, int most) {
        List<KeyValue<String, OpenCall>> some = new ArrayList<>();
        try (KeyValueIterator<String, OpenCall> entries = from == null ? calls.all() : calls.range(from, null)) {
            while (entries.hasNext() && some.size() < most) {
                KeyValue<String, OpenCall> entry = entries.next();
                if (!entry.key.equals(from)) {
                    some.add(entry);
                }
            }
        }
        return some;
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
