package io.headgate.api.edge;

import io.headgate.api.erasure.TopicRetention;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** {@link TopicRetention} as the topics' own settings say. */
public final class KafkaTopicRetention implements TopicRetention {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final ClusterQuestions cluster;

    public KafkaTopicRetention(ClusterQuestions cluster) {
        this.cluster = cluster;
    }

    @Override
    public Map<String, Duration> of(Collection<String> topics) {
        List<ConfigResource> resources = topics.stream()
                .filter(topic -> !topic.contains("<"))
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Duration> retention = new HashMap<>();
        Map<ConfigResource, KafkaFuture<Config>> answers =
                cluster.ask(asked -> asked.describeConfigs(resources).values());
        long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        try {
            for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer : answers.entrySet()) {
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
