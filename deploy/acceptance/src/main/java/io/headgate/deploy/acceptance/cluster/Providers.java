package io.headgate.deploy.acceptance.cluster;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/**
 * The providers of a cluster: how the simulator plays them, and what the catalogue says of them.
 *
 * @param simulator the simulator's configuration, YAML
 * @param catalogue what is in force from the start, given the address at which the services find the simulator
 * @param keys what workers find in their environment; secrets
 */
public record Providers(String simulator, Function<URI, String> catalogue, Map<String, String> keys) {
    public Providers {
        keys = Map.copyOf(keys);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "Providers[%d keys]".formatted(keys.size());
    }
}
