package io.headgate.api.wiring;

import java.util.Map;

/** Settings of the server that hold unless a process is told otherwise. */
public final class ApiDefaults {
    /** Above the catalogue's cap on bodies, which is the one that answers with its own words. */
    private static final long MAX_REQUEST_BYTES = 24L * 1024 * 1024;

    private ApiDefaults() {}

    /** Loopback only, bodies as they are sent, of the management endpoints health alone, and health of Postgres as the index sees it. */
    public static Map<String, Object> properties() {
        return Map.ofEntries(
                Map.entry("micronaut.server.host", "127.0.0.1"),
                Map.entry("micronaut.server.max-request-size", MAX_REQUEST_BYTES),
                Map.entry("micronaut.server.netty.request-decompression-enabled", false),
                Map.entry("endpoints.all.enabled", false),
                Map.entry("endpoints.health.enabled", true),
                Map.entry("endpoints.health.sensitive", false),
                Map.entry("endpoints.health.details-visible", "ANONYMOUS"),
                Map.entry("endpoints.health.disk-space.enabled", false),
                Map.entry("endpoints.health.jdbc.enabled", false));
    }
}
