package io.headgate.deploy.acceptance.simulation.task;

import io.headgate.deploy.acceptance.simulation.log.Entry;
import io.headgate.deploy.acceptance.simulation.log.EventLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One task of a Streams application with exactly_once_v2: what it reads, what it writes and what it keeps is committed
 * together, or was never done. Between its topics it reads in any order.
 *
 * @param <V> what its processor forwards
 */
public final class StreamsTask<V> {
    private final ProcessorSupplier<byte[], byte[], byte[], V> processors;
    private final Map<String, Committed> stores = new LinkedHashMap<>();
    private final EventLog log;
    private final Clock clock;
    private final BiFunction<Record<byte[], V>, @Nullable String, ProducerRecord<byte[], byte[]>> sink;
    private final Map<TopicPartition, Long> committed = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final List<TaskEvent> events = new ArrayList<>();
    private final Predicate<Entry> skips;
    private final Consumer<List<TaskEvent>> onCommit;
    private TaskContext<byte[], V> context;
    private Processor<byte[], byte[], byte[], V> processor;

    public StreamsTask(Setting<V> setting, List<TopicPartition> inputs, List<Committed> kept) {
        this.processors = setting.processors();
        this.log = setting.log();
        this.clock = setting.clock();
        this.sink = setting.sink();
        this.skips = setting.skips();
        this.onCommit = setting.onCommit();
        kept.forEach(store -> stores.put(store.name(), store));
        inputs.forEach(input -> committed.put(input, 0L));
        this.context = fresh();
        this.processor = begin();
    }

    /**
     * What tasks of one application have in common.
     *
     * @param sink the record for a topic that a forwarded one becomes, by the child it was forwarded to
     * @param skips a mistake where it is ever so: whether a record is passed over without being processed
     * @param onCommit hears what each transaction did, in order
     */
    public record Setting<V>(
            ProcessorSupplier<byte[], byte[], byte[], V> processors,
            EventLog log,
            Clock clock,
            BiFunction<Record<byte[], V>, @Nullable String, ProducerRecord<byte[], byte[]>> sink,
            Predicate<Entry> skips,
            Consumer<List<TaskEvent>> onCommit) {}

    private TaskContext<byte[], V> fresh() {
        Map<String, StateStore> given = new LinkedHashMap<>();
        stores.forEach((name, store) -> given.put(name, store.store()));
        return new TaskContext<>(clock, given, this::forwarded);
    }

    private Processor<byte[], byte[], byte[], V> begin() {
        positions.putAll(committed);
        context = fresh();
        Processor<byte[], byte[], byte[], V> next = processors.get();
        next.init(context);
        return next;
    }

    private void forwarded(Record<byte[], V> record, @Nullable String child) {
        events.add(new TaskEvent.Wrote(sink.apply(record, child)));
    }

    /** Processes the next record of one of its topics, whichever; false when there is none. */
    public boolean process(RandomGenerator random) {
        List<Entry> ready = ready();
        if (ready.isEmpty()) {
            return false;
        }
        Entry entry = ready.get(random.nextInt(ready.size()));
        positions.put(new TopicPartition(entry.topic(), entry.partition()), entry.offset() + 1);
        events.add(new TaskEvent.Read(entry));
        if (!skips.test(entry)) {
            context.at(new Place(entry.topic(), entry.partition(), entry.offset()));
            processor.process(
                    new Record<>(entry.key(), entry.value(), entry.at().toEpochMilli(), entry.headers()));
            context.at(null);
        }
        return true;
    }

    /** The next record of each topic that has one. */
    private List<Entry> ready() {
        List<Entry> ready = new ArrayList<>(positions.size());
        for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
            Entry next = log.committedFrom(position.getKey(), position.getValue());
            if (next != null) {
                ready.add(next);
            }
        }
        return ready;
    }

    private record Place(String topic, int partition, long offset) implements RecordMetadata {}

    /** Does what is due as time passes; false when nothing is. */
    public boolean ring() {
        return context.ring();
    }

    /** What was done since the last commit is there for good. */
    public void commit() {
        log.transact(written());
        stores.values().forEach(Committed::commit);
        committed.putAll(positions);
        onCommit.accept(List.copyOf(events));
        events.clear();
    }

    private List<ProducerRecord<byte[], byte[]>> written() {
        List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
        for (TaskEvent event : events) {
            if (event instanceof TaskEvent.Wrote(var record)) {
                written.add(record);
            }
        }
        return written;
    }

    /** It dies, and begins again where it has committed. */
    public void crash() {
        log.abort(written());
        events.clear();
        stores.values().forEach(Committed::rollBack);
        processor = begin();
    }

    /** A mistake: what was done is written, and the offsets stay where they were when it dies. */
    public void crashWithoutOffsets() {
        Map<TopicPartition, Long> before = Map.copyOf(committed);
        commit();
        committed.putAll(before);
        stores.values().forEach(Committed::rollBack);
        processor = begin();
    }

    /** A mistake: a store is empty when it begins again. */
    public void crashLosing(String store) {
        Objects.requireNonNull(stores.get(store), store).lose();
        crash();
    }

    /** Whether something is done that is not committed yet. */
    public boolean isUncommitted() {
        return !events.isEmpty();
    }

    /** How many of its topics have records that it has not read. */
    public long lag() {
        return ready().size();
    }

    /** How many entries a store has. */
    public long entries(String store) {
        return Objects.requireNonNull(stores.get(store), store).approximateNumEntries();
    }
}
