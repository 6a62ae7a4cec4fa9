package io.headgate.schemas.process;

import io.headgate.schemas.topic.TopicNames;
import java.util.HashMap;
import java.util.Map;

/**
 * How a process reaches its Kafka cluster.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param properties further client properties (security …), for every client; may hold secrets
 * @param topics the names in this installation
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> properties, TopicNames topics) {
    public KafkaConnection {
        properties = Map.copyOf(properties);
    }

    /** Client properties to begin with: where the cluster is, and how to be let in. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }

    /**
     * Consumer properties to begin with: only what is committed is read, who reads says how far it has come, and no topic comes
     * to be by being read. Where to begin is for each to say.
     */
    public Map<String, Object> readerProperties() {
        Map<String, Object> all = clientProperties();
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", false);
        all.put("allow.auto.create.topics", false);
        return all;
    }

    /** Without the properties, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaConnection[%s, prefix=%s]".formatted(bootstrapServers, topics.prefix());
    }
}
