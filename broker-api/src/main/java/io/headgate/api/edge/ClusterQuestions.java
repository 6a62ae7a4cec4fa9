package io.headgate.api.edge;

import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the cluster about its topics and groups, for whoever in this process wants to know: by one client. Thread-safe; blocks. */
public final class ClusterQuestions implements AutoCloseable {
    /** After it a request is made anew, elsewhere perhaps. */
    private static final Duration REQUEST_WITHIN = Duration.ofSeconds(2);
    /** As long as anybody waits. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Admin admin;

    public ClusterQuestions(KafkaConnection kafka) {
        Map<String, Object> settings = kafka.clientProperties();
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "headgate-api-questions");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_WITHIN.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LONGEST.toMillis());
        this.admin = Admin.create(settings);
    }

    /** Asks, and waits for nothing. */
    <T> T ask(Function<Admin, T> question) {
        return question.apply(admin);
    }

    /**
     * The answer to a question.
     *
     * @param within at most five seconds
     * @throws ExecutionException when the cluster refuses to say, or cannot
     * @throws TimeoutException when there is no answer within that time
     */
    <T> T answer(Function<Admin, KafkaFuture<T>> question, Duration within)
            throws InterruptedException, ExecutionException, TimeoutException {
        return question.apply(admin).get(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The partitions of a topic; throws as {@link #answer} does, and when there is no such topic. */
    List<TopicPartition> partitions(String topic, Duration within)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer(asked -> asked.describeTopics(List.of(topic)).allTopicNames(), within).values().stream()
                .flatMap(described -> described.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    @Override
    public void close() {
        admin.close(REQUEST_WITHIN);
    }
}
