package io.headgate.worker.edge;

import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * One life of a provider's loop, from joining its group to leaving it: collect, commit, take, poll. All but {@link #stop}
 * and {@link #cancel} belongs to the loop's thread.
 */
final class LoopSession implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final LoopSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final TransactionWriter writer;
    private final Assignment assignment;
    private final Calls calls;
    private final Slots slots;
    private final Finished finished = new Finished();
    private final Lease lease = new Lease(System::nanoTime);
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean stopping;
    private final CommitPace pace = new CommitPace(System.nanoTime());
    private long quietCheckAt = System.nanoTime();

    LoopSession(LoopSettings settings, LoopClients clients, DispatchHandler handler) {
        this.settings = settings;
        this.slots = new Slots(settings.maxInFlight(), settings.heldBytes());
        this.writer =
                new TransactionWriter(clients::producer, () -> stopping, settings.tallies(), settings.milestones());
        this.consumer = clients.consumer();
        this.calls = new Calls(settings.name(), handler, this::wake);
        this.assignment = new Assignment(consumer, clients, settings, this::finish);
        consumer.subscribe(clients.topics(), assignment);
    }

    /** Runs until {@link #stop}, then drains. Any exception means that this life is over and another may begin. */
    void run() {
        while (!stopping) {
            collect(Duration.ZERO);
            commitWhenDue();
            commitMarkersWhenQuiet();
            takeFromBacklogs();
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

    /** Cancels a request's call, if it is here and not over. From any thread. */
    void cancel(RequestKey request) {
        calls.cancel(request);
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
        return Duration.ofNanos(pace.untilDue(finished.size(), maxInFlight(), System.nanoTime()));
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
            lease.renew();
        }
    }

    /** Takes over the ends of dispatches, waiting for the first of them up to {@code longest}. */
    private void collect(Duration longest) {
        CallEnd end = calls.next(longest);
        while (end != null) {
            collect(end);
            end = calls.next(Duration.ZERO);
        }
    }

    private void collect(CallEnd end) {
        HeldPartition held = end.handling().held;
        switch (end) {
            case CallEnd.Finished done when assignment.holds(held) -> finished.add(done);
            case CallEnd.Finished stale -> {
                settings.tallies().stale.increment();
                stale.permit().release();
                slots.release(stale.handling());
            }
            case CallEnd.Abandoned(var handling) -> {
                slots.release(handling);
                if (assignment.holds(held) && !held.leaving) {
                    throw new IllegalStateException("dispatch of %s at %d ended without an outcome"
                            .formatted(held.partition, handling.offset()));
                }
            }
        }
    }

    /** Critical work first; then one of each partition in turn. */
    private void takeFromBacklogs() {
        takeWhileFree(true);
        takeWhileFree(false);
    }

    private void takeWhileFree(boolean critical) {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (HeldPartition held : assignment.all()) {
                progress |= held.critical == critical && slots.free(critical) && takeNext(held);
            }
        }
    }

    /** Takes the next record of a partition; what a predecessor completed is passed over. */
    private boolean takeNext(HeldPartition held) {
        ConsumerRecord<byte[], byte[]> next = held.next();
        if (next == null) {
            return false;
        }
        held.shift();
        if (held.ledger.take(next.offset())) {
            Handling handling = new Handling(held, next, lease);
            slots.take(handling);
            settings.milestones().reached(Milestone.TAKEN);
            calls.start(handling);
        }
        return true;
    }

    /** Nothing is fetched behind a backlog that is long enough: what cannot be taken stays in Kafka. */
    private void applyBackpressure() {
        for (HeldPartition held : assignment.all()) {
            assignment.setPaused(
                    held, stopping || held.hasLongBacklog() || (!held.backlog.isEmpty() && !slots.free(held.critical)));
        }
    }

    private void commitWhenDue() {
        if (!finished.isEmpty() && pace.untilDue(finished.size(), maxInFlight(), System.nanoTime()) == 0) {
            commit(finished.partitions());
        }
    }

    private int maxInFlight() {
        return settings.maxInFlight().getAsInt();
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
        assignment.noteUnread();
        Set<HeldPartition> advanced = new HashSet<>();
        for (HeldPartition held : assignment.all()) {
            if (held.backlog.isEmpty()) {
                assignment.position(held).ifPresent(held.ledger::reached);
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
        over(finished.dropStale(assignment));
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
        int calls = finished.size();
        TransactionWriter.Ending ending = writer.write(finished.records(), offsets, consumer.groupMetadata());
        switch (ending) {
            case COMMITTED -> {
                committed(offsets);
                pace.committed(calls, System.nanoTime());
            }
            case ABORTED -> pace.failed(System.nanoTime());
            case UNCLEAR -> {
                lookUp();
                pace.failed(System.nanoTime());
            }
        }
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        over(finished.clear());
        for (HeldPartition held : assignment.all()) {
            OffsetAndMetadata offset = offsets.get(held.partition);
            if (offset != null) {
                held.committedPosition = offset.offset();
            }
        }
    }

    /** The committed offsets say which of the finished calls the transaction has taken with it. */
    private void lookUp() {
        Set<TopicPartition> held =
                assignment.all().stream().map(h -> h.partition).collect(Collectors.toSet());
        over(finished.dropCommitted(assignment.committed(held)));
    }

    /** What is committed, or somebody else's, needs neither permit nor slot any more. */
    private void over(List<CallEnd.Finished> calls) {
        for (CallEnd.Finished call : calls) {
            call.permit().release();
            slots.release(call.handling());
        }
    }

    /** Gives calls of partitions that are going away a short time to end, and commits what has ended. */
    private void finish(List<HeldPartition> leaving) {
        leaving.forEach(HeldPartition::leave);
        awaitCalls(leaving, System.nanoTime() + settings.revokeGrace().toNanos());
    }

    private void drain() {
        List<HeldPartition> all = new ArrayList<>(assignment.all());
        all.forEach(HeldPartition::leave);
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
        while (!finished.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(CommitPace.LEAST_NANOS);
            commitWhenDue();
        }
    }

    private void awaitCalls(List<HeldPartition> partitions, long deadline) {
        long left = deadline - System.nanoTime();
        while (left > 0 && partitions.stream().anyMatch(held -> !held.onTheirWay.isEmpty())) {
            collect(Duration.ofNanos(Math.min(left, CommitPace.LEAST_NANOS)));
            commitWhenDue();
            left = deadline - System.nanoTime();
        }
        collect(Duration.ZERO);
        commitAll();
    }

    private void commitAll() {
        over(finished.dropStale(assignment));
        if (!finished.isEmpty()) {
            commit(finished.partitions());
        }
    }

    /** Interrupts what is left, leaves the group, so that others need not wait for the session to end. */
    @Override
    public void close() {
        calls.close();
        // Leaving the group asks for a last commit, and what is dropped here must not be in it as complete.
        assignment.forget();
        over(finished.clear());
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(5))
                    .withGroupMembershipOperation(
                            stopping
                                    ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                                    : CloseOptions.GroupMembershipOperation.DEFAULT));
        } catch (WakeupException late) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } finally {
            slots.close();
            writer.close();
        }
    }
}
