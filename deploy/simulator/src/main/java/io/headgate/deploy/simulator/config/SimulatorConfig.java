package io.headgate.deploy.simulator.config;

import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.util.List;
import java.util.Optional;

/**
 * What a simulator is started with.
 *
 * @param host the address to listen on
 * @param port to listen on, 0 for a free one
 * @param seed of all chance: latencies and drawn faults
 * @param threads event loops, 1 or more
 * @param tls what it shows of itself over TLS; empty for calls in the clear
 * @param providers at least one, of different names
 */
public record SimulatorConfig(
        String host, int port, long seed, int threads, Optional<KeyStoreFile> tls, List<SimulatedProvider> providers) {
    public SimulatorConfig {
        providers = List.copyOf(providers);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + ": want 0 to 65535");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + ": want at least 1");
        }
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("providers: want at least one");
        }
        List<String> names = providers.stream().map(SimulatedProvider::name).toList();
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("providers: names must differ, got " + names);
        }
    }

    /** On a free port of the loopback address, with an event loop for each processor. */
    public static SimulatorConfig of(SimulatedProvider... providers) {
        int threads = Runtime.getRuntime().availableProcessors();
        return new SimulatorConfig("127.0.0.1", 0, 1, threads, Optional.empty(), List.of(providers));
    }

    public SimulatorConfig withPort(int other) {
        return new SimulatorConfig(host, other, seed, threads, tls, providers);
    }

    public SimulatorConfig withHost(String other) {
        return new SimulatorConfig(other, port, seed, threads, tls, providers);
    }

    public SimulatorConfig withSeed(long other) {
        return new SimulatorConfig(host, port, other, threads, tls, providers);
    }

    /** Over TLS alone: HTTP/2 for clients that offer it, HTTP/1.1 for others. */
    public SimulatorConfig withTls(KeyStoreFile keys) {
        return new SimulatorConfig(host, port, seed, threads, Optional.of(keys), providers);
    }
}
