package io.headgate.router.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The ids of topics by name, as the broker has them, each kept for a short while: a topic that is deleted and created
 * again begins at offset 0 again, but under another id. Blocks for a look-up. Thread-safe.
 */
public final class TopicIds implements Function<String, String> {
    static final Duration KEPT = Duration.ofSeconds(10);
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private record Known(String id, Instant since) {}

    private final Admin admin;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public TopicIds(Admin admin, InstantSource clock) {
        this.admin = admin;
        this.clock = clock;
    }

    /** @throws KafkaException when the broker does not answer; the record is tried again */
    @Override
    public String apply(String topic) {
        Known entry = known.get(topic);
        Instant now = clock.instant();
        if (entry == null || entry.since().plus(KEPT).isBefore(now)) {
            entry = new Known(lookUp(topic), now);
            known.put(topic, entry);
        }
        return entry.id();
    }

    private String lookUp(String topic) {
        try {
            TopicDescription description = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .get(topic);
            if (description == null) {
                throw new KafkaException("topic %s: the broker does not describe it".formatted(topic));
            }
            return description.topicId().toString();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("topic %s: its id cannot be found out".formatted(topic), e);
        }
    }
}
