package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProxyChoice;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.http.HttpUpstream;
import io.headgate.worker.call.http.ProxyRules;
import io.headgate.worker.call.wire.Wire;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The adapters of one provider, by what of its catalogue entry they are built from. Thread-safe. */
public final class Adapters implements AutoCloseable {
    /** Above what a catalogue may ask for: calls are counted by the guard. */
    private static final int MOST_CONNECTIONS = 110_000;

    private final Clock clock;
    private final ProxyRules proxies;
    /** By how they reach who is called; a connection is good for every wire. */
    private final Map<Reach, HttpUpstream> upstreams = new ConcurrentHashMap<>();

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

    /** How an address is reached. */
    private record Reach(boolean allowPrivate, ProxyChoice proxy) {}

    /** What an adapter is built from; another of these is another adapter. */
    private record Built(
            String wire, Dialect dialect, @Nullable String apiVersion, Unsupported unsupported, Reach reach) {}

    /** The adapter that speaks a provider's wire; empty when none here does. */
    Optional<ProviderAdapter> of(Provider provider) {
        Function<Provider, Wire> wire = Wires.BY_NAME.get(provider.adapter());
        if (wire == null) {
            return Optional.empty();
        }
        Reach reach = new Reach(provider.allowPrivate(), provider.proxy());
        Built built =
                new Built(provider.adapter(), provider.dialect(), provider.apiVersion(), provider.unsupported(), reach);
        return Optional.of(adapters.computeIfAbsent(built, _ -> adapter(wire.apply(provider), built)));
    }

    private ProviderAdapter adapter(Wire wire, Built built) {
        HttpUpstream http = upstreams.computeIfAbsent(
                built.reach(),
                reach -> new ApacheHttpUpstream(
                        HttpLimits.of(MOST_CONNECTIONS, reach.allowPrivate()), proxies.with(reach.proxy())));
        return new WireAdapter(wire, http, new Manner(built.apiVersion(), built.unsupported()), clock);
    }

    @Override
    public void close() {
        upstreams.values().forEach(HttpUpstream::close);
    }
}
