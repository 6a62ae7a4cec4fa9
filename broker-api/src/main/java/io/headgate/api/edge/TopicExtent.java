package io.headgate.api.edge;

import io.headgate.api.replay.Extent;
import io.headgate.api.replay.FailureLog.UnavailableException;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Which offsets a topic has at present. Thread-safe; blocks. */
final class TopicExtent implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final Admin admin;
    private final String topic;

    TopicExtent(KafkaConnection kafka, String topic) {
        Map<String, Object> settings = kafka.clientProperties();
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "headgate-api-failures");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        this.admin = Admin.create(settings);
        this.topic = topic;
    }

    /**
     * The offsets of each partition.
     *
     * @throws UnavailableException when the cluster does not answer within seconds
     */
    Extent present() {
        try {
            List<TopicPartition> partitions =
                    within(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                            .flatMap(described -> described.partitions().stream())
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            Map<TopicPartition, ListOffsetsResultInfo> first = offsets(partitions, OffsetSpec.earliest());
            Map<TopicPartition, ListOffsetsResultInfo> end = offsets(partitions, OffsetSpec.latest());
            Map<Integer, Extent.Range> ranges = new HashMap<>();
            end.forEach((partition, to) -> {
                ListOffsetsResultInfo from = first.get(partition);
                if (from != null) {
                    ranges.put(partition.partition(), new Extent.Range(from.offset(), to.offset()));
                }
            });
            return new Extent(ranges);
        } catch (ExecutionException | TimeoutException away) {
            throw new UnavailableException(away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(stop);
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, TimeoutException, InterruptedException {
        return within(admin.listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, _ -> spec)))
                .all());
    }

    private static <T> T within(KafkaFuture<T> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(ANSWER_WITHIN);
    }
}
