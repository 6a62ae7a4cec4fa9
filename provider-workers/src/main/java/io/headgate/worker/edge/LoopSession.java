package io.headgate.worker.edge;

import io.headgate.schemas.id.RequestKey;
import io.headgate.worker.report.StatsRound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;

/**
 * One life of a loop, from joining its group to leaving it: collect, commit, take, poll. All but {@link #stop}
 * and {@link #cancel} belongs to the loop's thread.
 */
final class LoopSession implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(1);
    /** How often it looks whether it may take more, while nothing that is under way ends. */
    private static final Duration HELD_UP = Duration.ofMillis(100);

    /** As often as it is told of. */
    private static final Duration UNREAD_PACE = StatsRound.PACE;

    private final LoopSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final Assignment assignment;
    private final Backpressure backpressure;
    private final Committing committing;
    private final Calls calls;
    private final Slots slots;
    private final Lease lease;
    private final LongSupplier nanoTime;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean stopping;
    private long unreadNotedAt;

    /** @param calls given what is to be called whenever one has ended, from any thread */
    LoopSession(LoopSettings settings, LoopClients clients, Function<Runnable, Calls> calls, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.unreadNotedAt = nanoTime.getAsLong();
        this.lease = new Lease(nanoTime);
        this.slots = new Slots(
                settings.maxInFlight(),
                settings.heldUp(),
                settings.heldBytes(),
                clients.lane().isCritical());
        TransactionWriter writer =
                new TransactionWriter(clients::producer, () -> stopping, settings.tallies(), settings.milestones());
        this.consumer = clients.consumer();
        this.calls = calls.apply(this::wake);
        this.assignment = new Assignment(consumer, clients, settings, this::finish);
        this.backpressure = new Backpressure(assignment);
        this.committing = new Committing(writer, consumer, assignment, slots, settings.maxInFlight(), nanoTime);
        consumer.subscribe(List.of(clients.topic()), assignment);
    }

    /** Runs until {@link #stop}, then drains. Any exception means that this life is over and another may begin. */
    void run() {
        while (!stopping) {
            turn();
        }
        drain();
    }

    /** Once around. Any exception means that this life is over. */
    void turn() {
        collect(Duration.ZERO);
        committing.whenDue();
        committing.markersWhenQuiet();
        noteUnread();
        takeFromBacklogs();
        backpressure.apply(stopping);
        assignment.offer(poll(pause()));
        settings.onPolled().accept(assignment.joined());
    }

    private void noteUnread() {
        long now = nanoTime.getAsLong();
        if (now - unreadNotedAt > UNREAD_PACE.toNanos()) {
            unreadNotedAt = now;
            assignment.noteUnread();
        }
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
        if (!committing.isEmpty()) {
            return committing.untilDue();
        }
        return assignment.all().stream().allMatch(held -> held.backlog.isEmpty()) ? QUIET : HELD_UP;
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        // While a commit is due in a moment, nothing needs to wake the loop: that paces wake-ups as well.
        asleep.set(committing.isEmpty());
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
            case CallEnd.Finished done when assignment.holds(held) -> committing.add(done);
            case CallEnd.Finished stale -> {
                settings.tallies().stale.increment();
                committing.drop(stale);
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

    /** One of each partition in turn. */
    private void takeFromBacklogs() {
        slots.look();
        boolean progress = true;
        while (progress) {
            progress = false;
            for (HeldPartition held : assignment.all()) {
                progress |= slots.free() && takeNext(held);
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

    /** Gives calls of partitions that are going away a short time to end, and commits what has ended. */
    private void finish(List<HeldPartition> leaving) {
        leaving.forEach(HeldPartition::leave);
        awaitCalls(leaving, nanoTime.getAsLong() + settings.revokeGrace().toNanos());
    }

    private void drain() {
        List<HeldPartition> all = new ArrayList<>(assignment.all());
        all.forEach(HeldPartition::leave);
        backpressure.apply(stopping);
        long deadline = nanoTime.getAsLong() + settings.drainTime().toNanos();
        while (calls.underWay() > 0 && nanoTime.getAsLong() - deadline < 0) {
            awaitCalls(all, Math.min(deadline, nanoTime.getAsLong() + QUIET.toNanos()));
            // Stays a member of its group; what it polls now is not taken, and so comes again.
            poll(Duration.ZERO);
            backpressure.apply(stopping);
        }
        collect(Duration.ZERO);
        committing.all();
        while (!committing.isEmpty() && nanoTime.getAsLong() - deadline < 0) {
            LockSupport.parkNanos(CommitPace.LEAST_NANOS);
            committing.whenDue();
        }
    }

    private void awaitCalls(List<HeldPartition> partitions, long deadline) {
        long left = deadline - nanoTime.getAsLong();
        while (left > 0 && partitions.stream().anyMatch(held -> !held.onTheirWay.isEmpty())) {
            collect(Duration.ofNanos(Math.min(left, CommitPace.LEAST_NANOS)));
            committing.whenDue();
            left = deadline - nanoTime.getAsLong();
        }
        collect(Duration.ZERO);
        committing.all();
    }

    /** Interrupts what is left, leaves the group, so that others need not wait for the session to end. */
    @Override
    public void close() {
        calls.close();
        // Leaving the group asks for a last commit, and what is dropped here must not be in it as complete.
        assignment.forget();
        committing.forget();
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
            committing.close();
        }
    }
}
