package io.headgate.schemas.topic;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The partition counts, at the broker, of the topics keyed by tenant. */
final class TenantCounts {
    private final Admin admin;
    private final TopicNames names;

    TenantCounts(Admin admin, TopicNames names) {
        this.admin = admin;
        this.names = names;
    }

    /** Counts by topic; 0 for a topic that is missing. */
    Map<String, Integer> byTopic() {
        return of(
                admin,
                TopicCatalog.sharingTenantPartitions().stream()
                        .map(spec -> names.prefix() + spec.name())
                        .toList());
    }

    /** The counts of any topics; 0 for a topic that is missing. */
    static Map<String, Integer> of(Admin admin, Collection<String> topics) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        answers.forEach((topic, answer) ->
                counts.put(topic, TopicAdminException.orThrow("describe topic " + topic, () -> count(answer))));
        return counts;
    }

    /** The count that those which exist have; empty when there is none, or when they differ. */
    OptionalInt established() {
        var counts = byTopic().values().stream()
                .filter(count -> count > 0)
                .distinct()
                .toList();
        return counts.size() == 1 ? OptionalInt.of(counts.getFirst()) : OptionalInt.empty();
    }

    private static int count(KafkaFuture<TopicDescription> answer) throws InterruptedException, ExecutionException {
        try {
            return answer.get().partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e;
        }
    }
}
