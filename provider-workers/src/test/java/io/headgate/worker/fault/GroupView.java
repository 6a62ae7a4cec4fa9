package io.headgate.worker.fault;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.headgate.schemas.process.KafkaConnection;
import io.headgate.worker.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The group of the workers of {@code sim}, as the broker sees it. */
final class GroupView {
    private final KafkaConnection kafka;
    private final String group;

    GroupView(KafkaConnection kafka) {
        this.kafka = kafka;
        this.group = kafka.topics().prefix() + "workers." + Samples.PROVIDER;
    }

    /** The partitions of the standard dispatch topic that an instance holds; none when it is no member. */
    Set<Integer> partitionsOf(String instance) throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            String topic = kafka.topics().dispatch(Samples.PROVIDER);
            return admin
                    .describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get(10, SECONDS)
                    .members()
                    .stream()
                    .filter(member -> member.groupInstanceId().equals(Optional.of(instance)))
                    .map(MemberDescription::assignment)
                    .flatMap(assignment -> assignment.topicPartitions().stream())
                    .filter(partition -> partition.topic().equals(topic))
                    .map(TopicPartition::partition)
                    .collect(Collectors.toSet());
        }
    }

    /** Throws an instance out; it finds out by its next heartbeat, and comes back. */
    void expel(String instance) throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.removeMembersFromConsumerGroup(
                            group, new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(instance))))
                    .all()
                    .get(10, SECONDS);
        }
    }

    /** Records of the standard dispatch topic that are not committed, markers included. */
    long lag() throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(10, SECONDS);
            String topic = kafka.topics().dispatch(Samples.PROVIDER);
            TopicDescription described = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get(10, SECONDS);
            long lag = 0;
            for (var info : described.partitions()) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get(10, SECONDS)
                        .offset();
                OffsetAndMetadata at = committed.get(partition);
                lag += end - (at == null ? 0 : at.offset());
            }
            return lag;
        }
    }
}
