package io.headgate.router;

import io.headgate.router.waiting.RoomLimits;
import io.headgate.schemas.topic.TopicCatalog;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How this process routes.
 *
 * @param stateDir where stores are kept; each process its own
 * @param threads stream threads of each of the two applications
 * @param standbyReplicas copies of each store kept warm by other processes
 * @param commitInterval the least between two transactions of a thread that has work; more where they take long
 * @param idempotencyWindow how long a repeated id or key is recognised
 * @param maxRecordBytes the largest record written; at most what the topics and the broker allow
 * @param topicDiscovery how soon a new tenant's requests topic is read
 * @param waitingRoom how much may wait in each partition of {@code admissions}
 */
public record RouterConfig(
        Path stateDir,
        int threads,
        int standbyReplicas,
        Duration commitInterval,
        Duration idempotencyWindow,
        int maxRecordBytes,
        Duration topicDiscovery,
        RoomLimits waitingRoom) {
    /** What a topic takes, less what a batch and a request add to a record. */
    public static final int DEFAULT_MAX_RECORD_BYTES = TopicCatalog.MAX_RECORD_BYTES - 64 * 1024;

    public RouterConfig {
        if (threads < 1 || standbyReplicas < 0) {
            throw new IllegalArgumentException(
                    "router: seen %d threads and %d standby replicas, allowed 1 or more and 0 or more"
                            .formatted(threads, standbyReplicas));
        }
        if (commitInterval.toMillis() < 1 || idempotencyWindow.toMillis() < 60_000) {
            throw new IllegalArgumentException(
                    "router: seen commit interval %s and idempotency window %s, allowed 1 ms and 1 min or more"
                            .formatted(commitInterval, idempotencyWindow));
        }
        if (maxRecordBytes < 16 * 1024) {
            throw new IllegalArgumentException(
                    "router: seen %d bytes as the largest record, allowed 16384 or more".formatted(maxRecordBytes));
        }
    }

    /** With the default waiting room. */
    public RouterConfig(
            Path stateDir,
            int threads,
            int standbyReplicas,
            Duration commitInterval,
            Duration idempotencyWindow,
            int maxRecordBytes,
            Duration topicDiscovery) {
        this(
                stateDir,
                threads,
                standbyReplicas,
                commitInterval,
                idempotencyWindow,
                maxRecordBytes,
                topicDiscovery,
                RoomLimits.DEFAULT);
    }

    /** What holds where nothing else is said. */
    public static RouterConfig defaults(Path stateDir) {
        return new RouterConfig(
                stateDir,
                1,
                0,
                Duration.ofMillis(10),
                Duration.ofHours(24),
                DEFAULT_MAX_RECORD_BYTES,
                Duration.ofSeconds(5),
                RoomLimits.DEFAULT);
    }
}
