package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Reads all topics of an installation that say anything, several at a time. */
final class TopicsReader {
    private static final int AT_ONCE = 4;

    /** Compacted: of them nobody expects the first records. */
    private static final Set<String> COMPACTED = Set.of("quotas", "tenants", "catalog", "canaries", "refusals");

    /** Nothing in them is judged. */
    private static final Set<String> PASSED_OVER = Set.of("health");

    private final Installation installation;
    private final TopicPass.Shared shared;
    private final Consumer<String> progress;

    TopicsReader(Installation installation, TopicPass.Shared shared, Consumer<String> progress) {
        this.installation = installation;
        this.shared = shared;
        this.progress = progress;
    }

    /** @throws IllegalStateException when there is no topic with the installation's prefix, or the cluster fails */
    void read(Admin admin) throws InterruptedException, ExecutionException {
        Map<String, TopicDescription> topics =
                admin.describeTopics(wanted(admin)).allTopicNames().get();
        if (!topics.containsKey(installation.topicPrefix() + "admissions")) {
            throw new IllegalStateException("no topic %sadmissions at %s: is the prefix another?"
                    .formatted(installation.topicPrefix(), installation.bootstrapServers()));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> reading = new ArrayList<>();
            topics.values().forEach(topic -> reading.add(pool.submit(() -> read(topic))));
            for (Future<?> one : reading) {
                one.get();
            }
        }
    }

    private List<String> wanted(Admin admin) throws InterruptedException, ExecutionException {
        String prefix = installation.topicPrefix();
        return admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(prefix))
                .filter(topic -> !isOfStreams(topic))
                .filter(topic -> !PASSED_OVER.contains(topic.substring(prefix.length())))
                .toList();
    }

    /** What Kafka Streams keeps for itself: state, of which the records of other topics tell. */
    private static boolean isOfStreams(String topic) {
        return topic.endsWith("-changelog") || topic.endsWith("-repartition");
    }

    private void read(TopicDescription topic) {
        String name = topic.name().substring(installation.topicPrefix().length());
        TopicPass pass = new TopicPass(shared, name, topic.topicId().toString());
        long[] count = new long[1];
        boolean whole = TopicReading.readWhole(installation, topic.name(), record -> {
            count[0]++;
            pass.accept(record);
        });
        if (!whole && !COMPACTED.contains(name)) {
            shared.draft().cut.add(name);
        }
        progress.accept("%s: %,d records".formatted(topic.name(), count[0]));
    }
}
