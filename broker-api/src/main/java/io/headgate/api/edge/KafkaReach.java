package io.headgate.api.edge;

import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Asks the cluster whether requests can be written to it. Thread-safe. */
public final class KafkaReach {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final ClusterQuestions cluster;
    private final String topic;

    public KafkaReach(ClusterQuestions cluster, KafkaConnection kafka) {
        this.cluster = cluster;
        this.topic = kafka.topics().admissions();
    }

    /** What is wrong, empty when nothing is. Blocks for two seconds at most. */
    public Optional<String> problem() {
        try {
            cluster.partitions(topic, ANSWER_WITHIN);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            return Optional.of("no answer within " + ANSWER_WITHIN.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
