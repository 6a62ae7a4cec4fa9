package io.headgate.worker.edge;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * One life of a provider's loop, from joining its group to leaving it: poll, start, collect, commit. All but
 * {@link #stop} belongs to the loop's thread.
 */
final class LoopSession implements AutoCloseable {
    private static final long PACE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long AFTER_ABORT_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final LoopSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final TransactionWriter writer;
    private final Assignment assignment;
    private final Calls calls;
    private final Finished finished = new Finished();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean stopping;
    private long commitDueAt = System.nanoTime();
    private long quietCheckAt = System.nanoTime();

    LoopSession(LoopSettings settings, LoopClients clients, DispatchHandler handler) {
        this.settings = settings;
        this.writer = new TransactionWriter(clients::producer, settings.milestones());
        this.consumer = clients.consumer();
        this.calls = new Calls(settings.name(), handler, this::wake);
        this.assignment = new Assignment(consumer, this::finish);
        consumer.subscribe(clients.topics(), assignment);
    }

    /** Runs until {@link #stop}, then drains. Any exception means that this life is over and another may begin. */
    void run() {
        while (!stopping) {
            collect(Duration.ZERO);
            commitWhenDue();
            commitMarkersWhenQuiet();
            startFromBacklogs();
            applyBackpressure();
            assignment.offer(poll(pause()));
            settings.onPolled().accept(assignment.joined());
        }
        drain();
    }

    /** Asks the loop to stop taking and to drain. From any thread. */
    void stop() {
        stopping = true;
        wake();
    }

    private void wake() {
        if (asleep.compareAndSet(true, false)) {
            consumer.wakeup();
        }
    }

    private Duration pause() {
        if (finished.isEmpty()) {
            return QUIET;
        }
        return Duration.ofNanos(Math.max(0, commitDueAt - System.nanoTime()));
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        // While a commit is due in a moment, nothing needs to wake the loop: that paces wake-ups as well.
        asleep.set(finished.isEmpty());
        try {
            return consumer.poll(calls.anyEnded() || stopping ? Duration.ZERO : longest);
        } catch (WakeupException ended) {
            return ConsumerRecords.empty();
        } finally {
            asleep.set(false);
        }
    }

    /** Takes over the ends of calls, waiting for the first of them up to {@code longest}. */
    private void collect(Duration longest) {
        CallEnd end = calls.next(longest);
        while (end != null) {
            if (assignment.holds(end.held())) {
                switch (end) {
                    case CallEnd.Finished done -> finished.add(done);
                    case CallEnd.Abandoned(var held, var offset) ->
                        throw new IllegalStateException(
                                "call of %s at %d ended without an outcome".formatted(held.partition, offset));
                }
            }
            end = calls.next(Duration.ZERO);
        }
    }

    private void startFromBacklogs() {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (HeldPartition held : assignment.all()) {
                progress |= permits() > 0 && startNext(held);
            }
        }
    }

    /** Takes the next record of a partition; what a predecessor completed is passed over. */
    private boolean startNext(HeldPartition held) {
        if (!held.canStart()) {
            return false;
        }
        ConsumerRecord<byte[], byte[]> next = held.backlog.remove();
        if (held.ledger.take(next.offset())) {
            settings.milestones().reached(Milestone.TAKEN);
            calls.start(held, next);
        }
        return true;
    }

    /** A permit is held until the commit: no more calls than permits are ever repeated, and none starts in vain. */
    private int permits() {
        return settings.maxInFlight().getAsInt() - calls.underWay() - finished.size();
    }

    /** Nothing is fetched that could not be started: without a permit, or behind a partition's own backlog. */
    private void applyBackpressure() {
        boolean noPermit = permits() <= 0;
        for (HeldPartition held : assignment.all()) {
            assignment.setPaused(held, noPermit || stopping || !held.backlog.isEmpty());
        }
    }

    private void commitWhenDue() {
        if (!finished.isEmpty() && System.nanoTime() - commitDueAt >= 0) {
            commit(finished.partitions());
        }
    }

    /**
     * Behind the last record of a transaction is its marker; committing past it is what makes lag 0 at rest. Only while
     * taking: an empty backlog means that all below the position was taken, not that it was dropped.
     */
    private void commitMarkersWhenQuiet() {
        if (!finished.isEmpty() || System.nanoTime() - quietCheckAt < QUIET.toNanos()) {
            return;
        }
        quietCheckAt = System.nanoTime();
        Set<HeldPartition> advanced = new HashSet<>();
        for (HeldPartition held : assignment.all()) {
            if (held.backlog.isEmpty()) {
                held.ledger.reached(assignment.position(held));
            }
            if (held.ledger.position() > held.committedPosition) {
                advanced.add(held);
            }
        }
        if (!advanced.isEmpty()) {
            commit(advanced);
        }
    }

    private void commit(Collection<HeldPartition> partitions) {
        finished.dropStale(assignment);
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (HeldPartition held : partitions) {
            if (assignment.holds(held)) {
                var commit = held.ledger.commit();
                offsets.put(held.partition, new OffsetAndMetadata(commit.position(), commit.metadata()));
            }
        }
        if (offsets.isEmpty()) {
            return;
        }
        TransactionWriter.Ending ending = writer.write(finished.records(), offsets, consumer.groupMetadata());
        long pace = switch (ending) {
            case COMMITTED -> committed(offsets);
            case ABORTED -> AFTER_ABORT_NANOS;
            case UNCLEAR -> lookUp();
        };
        commitDueAt = System.nanoTime() + pace;
    }

    private long committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        finished.clear();
        for (HeldPartition held : assignment.all()) {
            OffsetAndMetadata offset = offsets.get(held.partition);
            if (offset != null) {
                held.committedPosition = offset.offset();
            }
        }
        return PACE_NANOS;
    }

    /** The committed offsets say which of the finished calls the transaction has taken with it. */
    private long lookUp() {
        Set<TopicPartition> held =
                assignment.all().stream().map(h -> h.partition).collect(Collectors.toSet());
        finished.dropCommitted(assignment.committed(held));
        return AFTER_ABORT_NANOS;
    }

    /** Gives calls of partitions that are going away a short time to end, and commits what has ended. */
    private void finish(List<HeldPartition> leaving) {
        leaving.forEach(held -> held.backlog.clear());
        awaitCalls(leaving, System.nanoTime() + settings.revokeGrace().toNanos());
    }

    private void drain() {
        List<HeldPartition> all = List.copyOf(assignment.all());
        all.forEach(held -> held.backlog.clear());
        applyBackpressure();
        long deadline = System.nanoTime() + settings.drainTime().toNanos();
        while (calls.underWay() > 0 && System.nanoTime() - deadline < 0) {
            awaitCalls(all, Math.min(deadline, System.nanoTime() + QUIET.toNanos()));
            // Stays a member of its group; what it polls now is not taken, and so comes again.
            poll(Duration.ZERO);
            applyBackpressure();
        }
        collect(Duration.ZERO);
        commitAll();
    }

    private void awaitCalls(List<HeldPartition> partitions, long deadline) {
        long left = deadline - System.nanoTime();
        while (left > 0 && partitions.stream().anyMatch(held -> held.callsUnderWay > 0)) {
            collect(Duration.ofNanos(Math.min(left, PACE_NANOS)));
            commitWhenDue();
            left = deadline - System.nanoTime();
        }
        collect(Duration.ZERO);
        commitAll();
    }

    private void commitAll() {
        finished.dropStale(assignment);
        if (!finished.isEmpty()) {
            commit(finished.partitions());
        }
    }

    /** Interrupts what is left, leaves the group, so that others need not wait for the session to end. */
    @Override
    public void close() {
        calls.close();
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(5))
                    .withGroupMembershipOperation(
                            stopping
                                    ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                                    : CloseOptions.GroupMembershipOperation.DEFAULT));
        } catch (WakeupException late) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } finally {
            writer.close();
        }
    }
}
