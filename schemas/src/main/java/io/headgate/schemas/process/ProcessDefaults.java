package io.headgate.schemas.process;

import java.util.Map;

/** Settings that all processes begin with; {@code --set} and the environment override them. */
public final class ProcessDefaults {
    /** A file and the form around it; only what is read as it comes may be so large. */
    private static final long MAX_HTTP_BYTES = 201L * 1024 * 1024;

    /** Of a body that is held whole: above the catalogue's cap on bodies, which answers with its own words. */
    private static final long MAX_HELD_HTTP_BYTES = 24L * 1024 * 1024;

    /**
     * What the kernel takes for a client that reads nothing, or twice that, or what {@code net.core.wmem_max} allows: without
     * a limit some 5 MB for each. It is also what may be on its way to a client that is far off.
     */
    private static final int SEND_BUFFER_BYTES = 512 << 10;

    private ProcessDefaults() {}

    /**
     * Loopback only; of the endpoints health, metrics and log levels, and those without a key, since their listener is on
     * loopback too; a Postgres that may come later.
     */
    public static Map<String, Object> properties() {
        return Map.ofEntries(
                Map.entry("micronaut.application.name", "headgate"),
                Map.entry("micronaut.banner.enabled", false),
                Map.entry("micronaut.server.host", "127.0.0.1"),
                Map.entry("micronaut.server.max-request-size", MAX_HTTP_BYTES),
                // Above the longest that a client may wait for a result, which is a connection on which nothing comes.
                Map.entry("micronaut.server.idle-timeout", "11m"),
                Map.entry("micronaut.server.max-request-buffer-size", MAX_HELD_HTTP_BYTES),
                // A body that is no gzip, whatever its header says, is ours to refuse, not Netty's to fail on.
                Map.entry("micronaut.server.netty.request-decompression-enabled", false),
                Map.entry("micronaut.server.netty.child-options.SO_SNDBUF", SEND_BUFFER_BYTES),
                Map.entry("endpoints.all.enabled", false),
                Map.entry("endpoints.health.enabled", true),
                Map.entry("endpoints.health.sensitive", false),
                Map.entry("endpoints.health.details-visible", "ANONYMOUS"),
                Map.entry("endpoints.health.disk-space.enabled", false),
                // Postgres is judged by what it holds up: the index and the books have indicators of their own.
                Map.entry("endpoints.health.jdbc.enabled", false),
                Map.entry("endpoints.prometheus.enabled", true),
                Map.entry("endpoints.prometheus.sensitive", false),
                Map.entry("endpoints.loggers.enabled", true),
                Map.entry("endpoints.loggers.sensitive", false),
                Map.entry("endpoints.loggers.write-sensitive", false),
                // Our own meters, memory and uptime: what counts every log line or web request is paid for by each of
                // them.
                Map.entry("micronaut.metrics.binders.logback.enabled", false),
                Map.entry("micronaut.metrics.binders.web.enabled", false),
                Map.entry("micronaut.metrics.binders.netty.queues.enabled", false),
                Map.entry("micronaut.metrics.binders.executor.enabled", false),
                Map.entry("micronaut.metrics.binders.jdbc.enabled", false),
                Map.entry("datasources.default.driver-class-name", "org.postgresql.Driver"),
                Map.entry("datasources.default.maximum-pool-size", 12),
                Map.entry("datasources.default.minimum-idle", 1),
                Map.entry("datasources.default.initialization-fail-timeout", -1));
    }
}
