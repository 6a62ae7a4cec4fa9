package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Provider;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.openai.OpenAiAdapter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The adapters of one provider, by what of its catalogue entry they are built from. Thread-safe. */
public final class Adapters implements AutoCloseable {
    /** Above what a catalogue may ask for: calls are counted by the guard. */
    private static final int MOST_CONNECTIONS = 110_000;

    private final Clock clock;
    private final Map<Built, ProviderAdapter> adapters = new ConcurrentHashMap<>();

    public Adapters(Clock clock) {
        this.clock = clock;
    }

    private record Built(String adapter, boolean allowPrivate) {}

    /** The adapter that speaks a provider's wire; empty when none here does. */
    Optional<ProviderAdapter> of(Provider provider) {
        if (!provider.adapter().equals(OpenAiAdapter.NAME)) {
            return Optional.empty();
        }
        Built built = new Built(provider.adapter(), provider.allowPrivate());
        return Optional.of(adapters.computeIfAbsent(
                built,
                b -> new OpenAiAdapter(
                        new ApacheHttpUpstream(HttpLimits.of(MOST_CONNECTIONS, b.allowPrivate())), clock)));
    }

    @Override
    public void close() {
        adapters.values().forEach(ProviderAdapter::close);
    }
}
