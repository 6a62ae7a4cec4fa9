package io.headgate.deploy.acceptance.simulation.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The consumer group of one topic, as its coordinator has it: cooperative, with static members. A partition goes to
 * another member only when the one before has given it up, or has not been heard of for a session.
 */
public final class Group {
    /** As long as the workers' sessions. */
    static final Duration SESSION = Duration.ofSeconds(6);

    private final String topic;
    private final Clock clock;
    private final List<TopicPartition> partitions;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<TopicPartition, String> owners = new HashMap<>();
    private final Map<TopicPartition, Integer> changes = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private int generation;
    private int joins;

    public Group(String topic, EventLog log, Clock clock) {
        this.topic = topic;
        this.clock = clock;
        this.partitions = log.partitions(topic);
    }

    private static final class Member {
        private final String instance;
        private Instant heardAt;

        private Member(String instance, Instant heardAt) {
            this.instance = instance;
            this.heardAt = heardAt;
        }
    }

    String topic() {
        return topic;
    }

    /** An instance joins; one of the same name that is there already is replaced, and its partitions are its own no more. */
    String join(String instance) {
        members.entrySet().removeIf(old -> old.getValue().instance.equals(instance) && gone(old.getKey()));
        String id = instance + "-" + ++joins;
        members.put(id, new Member(instance, clock.instant()));
        generation++;
        return id;
    }

    void leave(String member) {
        if (members.remove(member) != null) {
            gone(member);
            generation++;
        }
    }

    /** A member polls: it is there. False when it is thought gone. */
    boolean hear(String member) {
        expire();
        Member there = members.get(member);
        if (there == null) {
            return false;
        }
        there.heardAt = clock.instant();
        return true;
    }

    private void expire() {
        Instant latest = clock.instant().minus(SESSION);
        boolean expired =
                members.entrySet().removeIf(old -> old.getValue().heardAt.isBefore(latest) && gone(old.getKey()));
        generation += expired ? 1 : 0;
    }

    private boolean gone(String member) {
        partitions.forEach(partition -> release(member, partition));
        return true;
    }

    /** What a member is to have. */
    Set<TopicPartition> target(String member) {
        List<String> all = new ArrayList<>(members.keySet());
        Set<TopicPartition> target = new LinkedHashSet<>();
        for (TopicPartition partition : partitions) {
            // Who comes first changes with each generation, so partitions move although nobody has left.
            if (all.get((partition.partition() + generation) % all.size()).equals(member)) {
                target.add(partition);
            }
        }
        return target;
    }

    boolean take(String member, TopicPartition partition) {
        if (owners.putIfAbsent(partition, member) == null) {
            changes.merge(partition, 1, Integer::sum);
            return true;
        }
        return false;
    }

    void release(String member, TopicPartition partition) {
        owners.remove(partition, member);
    }

    int generation() {
        return generation;
    }

    /** Whether the coordinator takes offsets from a member of that generation. */
    boolean takesFrom(String member, int ofGeneration) {
        return members.containsKey(member) && ofGeneration == generation;
    }

    void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        committed.putAll(offsets);
    }

    @Nullable
    OffsetAndMetadata committed(TopicPartition partition) {
        return committed.get(partition);
    }

    /** Up to where a partition is committed; 0 where nothing is. */
    public long position(TopicPartition partition) {
        OffsetAndMetadata there = committed.get(partition);
        return there == null ? 0 : there.offset();
    }

    /** How often a partition has had a new owner. */
    public int changes(TopicPartition partition) {
        return changes.getOrDefault(partition, 0);
    }
}
