package io.headgate.deploy.acceptance.simulation.task;

import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What one life of a processor is given: its stores, its clock, and where its records go. */
final class TaskContext<K, V> implements ProcessorContext<K, V> {
    private final Clock clock;
    private final Map<String, StateStore> stores;
    private final BiConsumer<Record<K, V>, @Nullable String> out;
    private final List<Alarm> alarms = new ArrayList<>();
    private @Nullable RecordMetadata place;

    TaskContext(Clock clock, Map<String, StateStore> stores, BiConsumer<Record<K, V>, @Nullable String> out) {
        this.clock = clock;
        this.stores = new LinkedHashMap<>(stores);
        this.out = out;
    }

    /** Which record is processed; null for none. */
    void at(@Nullable RecordMetadata record) {
        place = record;
    }

    /** Does what is due; false when nothing is. */
    boolean ring() {
        alarms.removeIf(Alarm::isCancelled);
        boolean rang = false;
        for (Alarm alarm : List.copyOf(alarms)) {
            if (alarm.isDue(currentSystemTimeMs())) {
                alarm.ring(currentSystemTimeMs());
                rang = true;
            }
        }
        return rang;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A extends K, B extends V> void forward(Record<A, B> record) {
        out.accept((Record<K, V>) record, null);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A extends K, B extends V> void forward(Record<A, B> record, String child) {
        out.accept((Record<K, V>) record, child);
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.ofNullable(place);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S extends StateStore> S getStateStore(String name) {
        return (S) Objects.requireNonNull(stores.get(name), name);
    }

    @Override
    public Cancellable schedule(Duration every, PunctuationType type, Punctuator punctuator) {
        Alarm alarm = new Alarm(every, punctuator, currentSystemTimeMs());
        alarms.add(alarm);
        return alarm;
    }

    @Override
    public Cancellable schedule(Instant start, Duration every, PunctuationType type, Punctuator punctuator) {
        return schedule(every, type, punctuator);
    }

    @Override
    public void commit() {
        // When to commit is decided outside; asking for it is allowed, and changes nothing.
    }

    @Override
    public long currentSystemTimeMs() {
        return clock.millis();
    }

    @Override
    public long currentStreamTimeMs() {
        return clock.millis();
    }

    @Override
    public String applicationId() {
        return "simulation";
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, 0);
    }

    @Override
    public Serde<?> keySerde() {
        throw noStreams();
    }

    @Override
    public Serde<?> valueSerde() {
        throw noStreams();
    }

    @Override
    public File stateDir() {
        throw noStreams();
    }

    @Override
    public StreamsMetrics metrics() {
        throw noStreams();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }

    private static UnsupportedOperationException noStreams() {
        return new UnsupportedOperationException("there is no Kafka Streams around this processor");
    }
}
