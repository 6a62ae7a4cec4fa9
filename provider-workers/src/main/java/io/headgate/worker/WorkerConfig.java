package io.headgate.worker;

import io.headgate.schemas.topic.TopicCatalog;
import java.time.Duration;

/**
 * How one worker process behaves.
 *
 * @param instance names this process among all workers, and stays the same across its restarts: a restarted process
 *     takes up where its predecessor was killed. Two processes of one name fence each other.
 * @param revokeGrace how long calls of partitions that are given away may go on before they are abandoned
 * @param drainTime how long calls may go on when the process is closed
 * @param catalogueWait how long a dispatch waits for the catalogue revision it was decided under
 * @param maxRecordBytes the largest value written to a topic, in bytes; below the topics' own limit
 */
public record WorkerConfig(
        String instance, Duration revokeGrace, Duration drainTime, Duration catalogueWait, int maxRecordBytes) {
    /** Leaves 64 KiB of what a topic takes to key, headers and framing. */
    public static final int DEFAULT_MAX_RECORD_BYTES = TopicCatalog.MAX_RECORD_BYTES - 64 * 1024;

    public WorkerConfig {
        if (instance.isBlank() || !instance.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "headgate.worker.instance: seen '%s', allowed visible ASCII".formatted(instance));
        }
        if (maxRecordBytes < 1_000) {
            throw new IllegalArgumentException(
                    "headgate.worker.max-record-bytes: seen %d, allowed 1000 or more".formatted(maxRecordBytes));
        }
    }

    /** Defaults for everything but the name. */
    public static WorkerConfig named(String instance) {
        return new WorkerConfig(
                instance,
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                DEFAULT_MAX_RECORD_BYTES);
    }
}
