package io.headgate.worker.edge;

import io.headgate.worker.claim.OffsetLedger;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions this loop holds, each with its ledger, through rebalances. Belongs to the loop's thread. */
final class Assignment implements ConsumerRebalanceListener {
    private static final Logger log = LoggerFactory.getLogger(Assignment.class);

    private static final Duration METADATA_WITHIN = Duration.ofSeconds(5);
    private static final Duration POSITION_WITHIN = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final LoopClients clients;
    private final LoopSettings settings;
    private final java.util.function.Consumer<List<HeldPartition>> beforeRevoked;
    private final Map<TopicPartition, HeldPartition> held = new HashMap<>();
    private boolean joined;
    /** Of the topic in all, as far as known. */
    private int partitions;

    /** @param beforeRevoked finishes what can be finished of partitions that are about to be given away */
    Assignment(
            Consumer<byte[], byte[]> consumer,
            LoopClients clients,
            LoopSettings settings,
            java.util.function.Consumer<List<HeldPartition>> beforeRevoked) {
        this.consumer = consumer;
        this.clients = clients;
        this.settings = settings;
        this.beforeRevoked = beforeRevoked;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        committed(Set.copyOf(partitions)).forEach(this::restore);
        for (TopicPartition partition : partitions) {
            if (!held.containsKey(partition)) {
                long first = awake(() -> consumer.position(partition));
                hold(partition, OffsetLedger.startingAt(first));
            }
        }
        tellShare();
    }

    private HeldPartition hold(TopicPartition partition, OffsetLedger ledger) {
        HeldPartition holder = new HeldPartition(partition, clients.lane().isCritical(), ledger);
        held.put(partition, holder);
        return holder;
    }

    private void tellShare() {
        if (!held.isEmpty()) {
            partitions = awake(() -> consumer.partitionsFor(clients.topic(), METADATA_WITHIN))
                    .size();
        }
        settings.onShare().accept(new Share(held.size(), partitions));
    }

    private void restore(TopicPartition partition, OffsetAndMetadata committed) {
        OffsetLedger.Restored restored = OffsetLedger.restore(committed.offset(), committed.metadata());
        if (!restored.understood()) {
            settings.tallies().unreadableMetadata.increment();
            log.atWarn()
                    .addKeyValue("partition", partition)
                    .log("commit metadata is not ours; reading from the committed offset on");
        }
        consumer.seek(partition, committed.offset());
        hold(partition, restored.ledger());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        List<HeldPartition> leaving = held.values().stream()
                .filter(h -> partitions.contains(h.partition))
                .toList();
        beforeRevoked.accept(leaving);
        onPartitionsLost(partitions);
        if (!partitions.isEmpty()) {
            tellShare();
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            HeldPartition lost = held.remove(partition);
            if (lost != null) {
                lost.lose();
            }
        }
    }

    /** What is committed for these partitions; those without a commit are left out. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        // Kafka's map holds null for what was never committed.
        Map<TopicPartition, OffsetAndMetadata> found = awake(() -> consumer.committed(partitions));
        Map<TopicPartition, OffsetAndMetadata> present = new HashMap<>();
        found.forEach((partition, committed) -> {
            if (committed != null) {
                present.put(partition, committed);
            }
        });
        return present;
    }

    /** A wake-up that was meant for a poll may reach any call; the call is made again. */
    private static <T> T awake(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (WakeupException again) {
                log.trace("woken up outside of poll");
            }
        }
    }

    /** Puts polled records into their partitions' backlogs. */
    void offer(ConsumerRecords<byte[], byte[]> polled) {
        for (ConsumerRecord<byte[], byte[]> next : polled) {
            TopicPartition partition = new TopicPartition(next.topic(), next.partition());
            HeldPartition holder = held.get(partition);
            if (holder != null && !holder.offer(next)) {
                log.atWarn().addKeyValue("partition", partition).log("the log begins anew; so does its ledger");
                holder.lose();
                hold(partition, OffsetLedger.startingAt(next.offset())).offer(next);
            }
        }
    }

    /** Whether what was taken under this assignment may still be committed. */
    boolean holds(HeldPartition holder) {
        return held.get(holder.partition) == holder;
    }

    Collection<HeldPartition> all() {
        return held.values();
    }

    /** Whether the group has given this member an assignment, be it an empty one. */
    boolean joined() {
        return joined;
    }

    /** Gives up everything, for good: this life of the loop is over. */
    void forget() {
        held.values().forEach(HeldPartition::lose);
        held.clear();
    }

    /** Where the next fetch of a partition begins; empty while that has to be looked up, as after a change of leader. */
    OptionalLong position(HeldPartition holder) {
        try {
            return OptionalLong.of(awake(() -> consumer.position(holder.partition, POSITION_WITHIN)));
        } catch (TimeoutException notKnown) {
            return OptionalLong.empty();
        }
    }

    /** Says how much stands unread, as far as the last fetches tell. */
    void noteUnread() {
        long unread = 0;
        for (HeldPartition holder : held.values()) {
            unread += consumer.currentLag(holder.partition).orElse(0) + holder.backlog.size();
        }
        settings.onUnread().accept(unread);
    }

    /** Lets a partition be fetched, or not. */
    void setPaused(HeldPartition holder, boolean pause) {
        if (holder.paused != pause) {
            holder.paused = pause;
            if (pause) {
                consumer.pause(List.of(holder.partition));
            } else {
                consumer.resume(List.of(holder.partition));
            }
        }
    }
}
