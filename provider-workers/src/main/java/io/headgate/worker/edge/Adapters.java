package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProxyChoice;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.http.ProxyRules;
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
    private final ProxyRules proxies;
    private final Map<Built, ProviderAdapter> adapters = new ConcurrentHashMap<>();

    /** Those that call every endpoint themselves. */
    public Adapters(Clock clock) {
        this(clock, ProxyRules.NONE);
    }

    /** @param proxies of the environment, for providers that say nothing of their own */
    public Adapters(Clock clock, ProxyRules proxies) {
        this.clock = clock;
        this.proxies = proxies;
    }

    private record Built(String adapter, boolean allowPrivate, ProxyChoice proxy) {}

    /** The adapter that speaks a provider's wire; empty when none here does. */
    Optional<ProviderAdapter> of(Provider provider) {
        if (!provider.adapter().equals(OpenAiAdapter.NAME)) {
            return Optional.empty();
        }
        Built built = new Built(provider.adapter(), provider.allowPrivate(), provider.proxy());
        return Optional.of(adapters.computeIfAbsent(
                built,
                b -> new OpenAiAdapter(
                        new ApacheHttpUpstream(
                                HttpLimits.of(MOST_CONNECTIONS, b.allowPrivate()), proxies.with(b.proxy())),
                        clock)));
    }

    @Override
    public void close() {
        adapters.values().forEach(ProviderAdapter::close);
    }
}
