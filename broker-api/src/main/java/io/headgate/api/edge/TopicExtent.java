package io.headgate.api.edge;

import io.headgate.api.replay.Extent;
import io.headgate.api.replay.FailureLog.UnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets a topic has at present. Blocks.
 *
 * @param cluster where it is
 */
record TopicExtent(ClusterQuestions cluster, String topic) {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    /**
     * The offsets of each partition.
     *
     * @throws UnavailableException when the cluster does not answer within seconds
     */
    Extent present() {
        try {
            List<TopicPartition> partitions = cluster.partitions(topic, ANSWER_WITHIN);
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
        Map<TopicPartition, OffsetSpec> wanted = partitions.stream().collect(Collectors.toMap(each -> each, _ -> spec));
        return cluster.answer(asked -> asked.listOffsets(wanted).all(), ANSWER_WITHIN);
    }
}
