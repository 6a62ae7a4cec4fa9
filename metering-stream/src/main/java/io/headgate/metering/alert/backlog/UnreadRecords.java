package io.headgate.metering.alert.backlog;

import io.headgate.metering.alert.Observation.OldestUnread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where groups stand in topics, and the time of the first record that is before them. */
final class UnreadRecords {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int POLLS = 20;

    private final Admin admin;
    private final Map<String, Object> settings;
    private final String groups;
    private final Predicate<String> topics;

    /** Up to where a partition is known to hold nothing for a group: a quiet one is looked into once. */
    private final Map<Map.Entry<String, TopicPartition>, Long> empty = new HashMap<>();

    /**
     * @param groups how the names of the groups begin
     * @param topics which topics are of interest
     */
    UnreadRecords(Admin admin, Map<String, Object> settings, String groups, Predicate<String> topics) {
        this.admin = admin;
        this.groups = groups;
        this.topics = topics;
        this.settings = new HashMap<>(settings);
        this.settings.putAll(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1));
    }

    private record Place(String group, String topic) {}

    /** One for each group and topic where something is unread; topics that keep records for ever are left out. */
    List<OldestUnread> oldest() throws ExecutionException, InterruptedException {
        Map<Place, Instant> oldest =
                new TreeMap<>(Comparator.comparing(Place::group).thenComparing(Place::topic));
        try (Consumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String group : groups()) {
                for (Map.Entry<TopicPartition, Long> next : positions(group).entrySet()) {
                    first(reader, group, next.getKey(), next.getValue())
                            .ifPresent(at -> oldest.merge(
                                    new Place(group, next.getKey().topic()), at, (a, b) -> a.isBefore(b) ? a : b));
                }
            }
        }
        Map<String, Duration> kept =
                kept(oldest.keySet().stream().map(Place::topic).distinct().toList());
        List<OldestUnread> unread = new ArrayList<>();
        oldest.forEach((place, at) -> {
            Duration retention = kept.get(place.topic());
            if (retention != null) {
                unread.add(new OldestUnread(place.group(), place.topic(), at, retention));
            }
        });
        return unread;
    }

    private List<String> groups() throws ExecutionException, InterruptedException {
        return admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith(groups))
                .sorted()
                .toList();
    }

    /** The positions of a group that are not at the end of their partition. */
    private Map<TopicPartition, Long> positions(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, committed) -> {
                    if (committed != null && topics.test(partition.topic())) {
                        positions.put(partition, committed.offset());
                    }
                });
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        positions.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        positions.replaceAll(
                (partition, position) -> Math.max(position, empty.getOrDefault(Map.entry(group, partition), 0L)));
        positions.entrySet().removeIf(each -> each.getValue() >= ends.getOrDefault(each.getKey(), 0L));
        return positions;
    }

    /** When the first record from a position on was written; empty when there are none but marks of transactions. */
    private Optional<Instant> first(
            Consumer<byte[], byte[]> reader, String group, TopicPartition partition, long position) {
        List<TopicPartition> one = List.of(partition);
        reader.assign(one);
        long begin = Objects.requireNonNull(reader.beginningOffsets(one).get(partition));
        long end = Objects.requireNonNull(reader.endOffsets(one).get(partition));
        reader.seek(partition, Math.max(position, begin));
        for (int poll = 0; poll < POLLS && reader.position(partition) < end; poll++) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                return Optional.of(Instant.ofEpochMilli(record.timestamp()));
            }
        }
        empty.put(Map.entry(group, partition), reader.position(partition));
        return Optional.empty();
    }

    private Map<String, Duration> kept(List<String> names) throws ExecutionException, InterruptedException {
        Map<ConfigResource, Config> configs = admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all()
                .get();
        Map<String, Duration> kept = new HashMap<>();
        configs.forEach((topic, config) -> {
            long millis =
                    Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
            if (millis > 0) {
                kept.put(topic.name(), Duration.ofMillis(millis));
            }
        });
        return kept;
    }
}
