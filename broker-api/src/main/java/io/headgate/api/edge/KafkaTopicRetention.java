package io.headgate.api.edge;

import io.headgate.api.erasure.TopicRetention;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** {@link TopicRetention} as the topics' own settings say. It asks with a client of its own each time: it is asked seldom. */
public final class KafkaTopicRetention implements TopicRetention {
    private static final int ANSWER_WITHIN_MS = 3_000;

    private final KafkaConnection kafka;

    public KafkaTopicRetention(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    @Override
    public Map<String, Duration> of(Collection<String> topics) {
        Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "headgate-api-retention");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        List<ConfigResource> resources = topics.stream()
                .filter(topic -> !topic.contains("<"))
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Duration> retention = new HashMap<>();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_WITHIN_MS);
        try (Admin admin = Admin.create(settings)) {
            for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer :
                    admin.describeConfigs(resources).values().entrySet()) {
                long left = Math.max(1, deadline - System.nanoTime());
                read(answer.getValue(), left, answer.getKey().name(), retention);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return retention;
    }

    private static void read(KafkaFuture<Config> answer, long withinNanos, String topic, Map<String, Duration> into)
            throws InterruptedException {
        try {
            Config config = answer.get(withinNanos, TimeUnit.NANOSECONDS);
            ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
            ConfigEntry millis = config.get(TopicConfig.RETENTION_MS_CONFIG);
            boolean deletes = policy != null && policy.value().contains(TopicConfig.CLEANUP_POLICY_DELETE);
            if (deletes && millis != null && Long.parseLong(millis.value()) >= 0) {
                into.put(topic, Duration.ofMillis(Long.parseLong(millis.value())));
            }
        } catch (ExecutionException | TimeoutException notThereOrNotTold) {
            // What is not known is left out.
        }
    }
}
