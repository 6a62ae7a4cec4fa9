package io.headgate.metering.stream;

import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Makes a task's {@link Lines}, with a store in memory behind them that has a changelog. */
final class LinesBuilder implements StoreBuilder<Lines> {
    private final StoreBuilder<KeyValueStore<Line, Increment>> kept;

    private LinesBuilder(StoreBuilder<KeyValueStore<Line, Increment>> kept) {
        this.kept = kept;
    }

    static LinesBuilder of(MessageCodec<Increment> codec) {
        // An entry lives about a second, so memory holds a second of lines; the changelog is what survives.
        return new LinesBuilder(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(AttemptProcessor.STORE),
                        LineBytes.serde(),
                        IncrementBytes.serde(codec))
                .withLoggingEnabled(Map.of())
                .withCachingDisabled());
    }

    @Override
    public Lines build() {
        return new Lines(kept.build());
    }

    /** They are a cache already. */
    @Override
    public LinesBuilder withCachingEnabled() {
        return this;
    }

    @Override
    public LinesBuilder withCachingDisabled() {
        return this;
    }

    @Override
    public LinesBuilder withLoggingEnabled(Map<String, String> config) {
        return new LinesBuilder(kept.withLoggingEnabled(config));
    }

    @Override
    public LinesBuilder withLoggingDisabled() {
        return new LinesBuilder(kept.withLoggingDisabled());
    }

    @Override
    public Map<String, String> logConfig() {
        return kept.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return kept.loggingEnabled();
    }

    @Override
    public String name() {
        return kept.name();
    }
}
