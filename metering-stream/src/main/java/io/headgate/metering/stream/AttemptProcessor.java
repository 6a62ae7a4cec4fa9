package io.headgate.metering.stream;

import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Adds each attempt to the sum of its line; about once a second it emits the sums as increments and deletes
 * them. Sum, increment and source offset are of one transaction, so each attempt is in exactly one increment; one
 * that comes late is an increment of an old minute. Each increment says where its attempts lie: if they are read again after
 * all, since offsets or all state were lost, the rollups see it. What cannot be booked goes to the dead letters with its reason.
 */
final class AttemptProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String STORE = "lines";
    static final String TO_INCREMENTS = "increments";
    static final String TO_DEADLETTERS = "deadletters";

    private final Codecs codecs;
    private final Supplier<List<String>> tags;
    private final Duration emitEvery;
    private final int maxLinesPerEmission;
    private @Nullable Task task;

    /** @param tags the tags that split the lines, asked for each attempt */
    AttemptProcessor(Codecs codecs, Supplier<List<String>> tags, Duration emitEvery, int maxLinesPerEmission) {
        this.codecs = codecs;
        this.tags = tags;
        this.emitEvery = emitEvery;
        this.maxLinesPerEmission = maxLinesPerEmission;
    }

    /** What there is between init and close. */
    private record Task(ProcessorContext<byte[], byte[]> context, Lines lines, Emission emission, Tick emitting) {}

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        Lines lines = context.getStateStore(STORE);
        Emission emission = new Emission(lines, maxLinesPerEmission, increment -> emit(context, increment));
        Tick emitting = new Tick(context, emitEvery, emission::run, emission::isIdle);
        // What a process before this one summed up may be there.
        emitting.keep();
        task = new Task(context, lines, emission, emitting);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        switch (codecs.attempt().decode(record.value())) {
            case Decoded.Readable<Attempt>(var attempt) -> add(record, attempt);
            case Decoded.Unreadable<Attempt>(var failure) -> bury(record, failure);
        }
    }

    private void add(Record<byte[], byte[]> record, Attempt attempt) {
        switch (Aggregation.count(attempt, tags.get())) {
            case Counted.Bookable(var increment) -> {
                Task current = task();
                current.emission().begin();
                current.lines().add(increment, place(current.context()));
                current.emission().added();
                current.emitting().keep();
            }
            case Counted.Refused(var failure) -> bury(record, failure);
        }
    }

    private static @Nullable Source place(ProcessorContext<byte[], byte[]> context) {
        return context.recordMetadata()
                .map(at -> new Source(at.partition(), at.offset(), at.offset(), null))
                .orElse(null);
    }

    private void emit(ProcessorContext<byte[], byte[]> context, Increment increment) {
        byte[] key = increment.line().tenant().value().getBytes(StandardCharsets.UTF_8);
        byte[] value = codecs.increment().encode(increment);
        // The wall clock and no headers: the last record processed is another story.
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), new RecordHeaders()), TO_INCREMENTS);
    }

    private void bury(Record<byte[], byte[]> record, Failure failure) {
        ProcessorContext<byte[], byte[]> context = task().context();
        context.forward(DeadLetter.of(record, failure, context.recordMetadata()), TO_DEADLETTERS);
    }

    private Task task() {
        Task current = task;
        if (current == null) {
            throw new IllegalStateException("attempt processor: used before init");
        }
        return current;
    }
}
