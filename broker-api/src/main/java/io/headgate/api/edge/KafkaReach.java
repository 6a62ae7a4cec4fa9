package io.headgate.api.edge;

import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks the cluster whether requests can be written to it. Thread-safe. */
public final class KafkaReach implements AutoCloseable {
    private static final int ANSWER_WITHIN_MS = 2_000;

    private final Admin admin;
    private final String topic;

    public KafkaReach(KafkaConnection kafka) {
        Map<String, Object> settings = kafka.clientProperties();
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "headgate-api-health");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        this.admin = Admin.create(settings);
        this.topic = kafka.topics().admissions();
    }

    /** What is wrong, empty when nothing is. Blocks for two seconds at most. */
    public Optional<String> problem() {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            return Optional.of("no answer within " + ANSWER_WITHIN_MS + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofMillis(ANSWER_WITHIN_MS));
    }
}
