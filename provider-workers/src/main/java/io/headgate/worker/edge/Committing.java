package io.headgate.worker.edge;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What has finished, on its way into transactions: paced, and never without its offsets. Permits and slots are held until
 * then. Belongs to the loop's thread.
 */
final class Committing implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final TransactionWriter writer;
    private final Consumer<byte[], byte[]> consumer;
    private final Assignment assignment;
    private final Slots slots;
    private final IntSupplier maxInFlight;
    private final Finished finished = new Finished();
    private final LongSupplier nanoTime;
    private final CommitPace pace;
    private long quietCheckAt;

    /** @param writer is closed with this */
    Committing(
            TransactionWriter writer,
            Consumer<byte[], byte[]> consumer,
            Assignment assignment,
            Slots slots,
            IntSupplier maxInFlight,
            LongSupplier nanoTime) {
        this.writer = writer;
        this.consumer = consumer;
        this.assignment = assignment;
        this.slots = slots;
        this.maxInFlight = maxInFlight;
        this.nanoTime = nanoTime;
        this.pace = new CommitPace(nanoTime.getAsLong());
        this.quietCheckAt = nanoTime.getAsLong();
    }

    void add(CallEnd.Finished call) {
        finished.add(call);
    }

    boolean isEmpty() {
        return finished.isEmpty();
    }

    /** How long until a transaction is due; zero when it is. */
    Duration untilDue() {
        return Duration.ofNanos(pace.untilDue(finished.size(), maxInFlight.getAsInt(), nanoTime.getAsLong()));
    }

    void whenDue() {
        if (!finished.isEmpty() && untilDue().isZero()) {
            commit(finished.partitions());
        }
    }

    /**
     * Behind the last record of a transaction is its marker; committing past it is what makes lag 0 at rest. Only while
     * taking: an empty backlog means that all below the position was taken, not that it was dropped.
     */
    void markersWhenQuiet() {
        if (!finished.isEmpty() || nanoTime.getAsLong() - quietCheckAt < QUIET.toNanos()) {
            return;
        }
        quietCheckAt = nanoTime.getAsLong();
        Set<HeldPartition> advanced = new HashSet<>();
        for (HeldPartition held : assignment.all()) {
            if (held.backlog.isEmpty()) {
                assignment.position(held).ifPresent(held::reached);
            }
            if (held.ledger.position() > held.committedPosition) {
                advanced.add(held);
            }
        }
        if (!advanced.isEmpty()) {
            commit(advanced);
        }
    }

    /** All that has finished, due or not. */
    void all() {
        over(finished.dropStale(assignment));
        if (!finished.isEmpty()) {
            commit(finished.partitions());
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
        long begun = nanoTime.getAsLong();
        TransactionWriter.Ending ending = writer.write(finished.records(), offsets, consumer.groupMetadata());
        switch (ending) {
            case COMMITTED -> {
                committed(offsets);
                pace.committed(calls, begun, nanoTime.getAsLong());
            }
            case ABORTED -> pace.failed(nanoTime.getAsLong());
            case UNCLEAR -> {
                lookUp();
                pace.failed(nanoTime.getAsLong());
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

    private void over(List<CallEnd.Finished> calls) {
        calls.forEach(this::drop);
    }

    /** Gives back what a call holds that is committed, or somebody else's. */
    void drop(CallEnd.Finished call) {
        call.permit().release();
        slots.release(call.handling());
    }

    /** Drops what is not committed: this life of the loop is over, and it will be called again. */
    void forget() {
        over(finished.clear());
    }

    @Override
    public void close() {
        writer.close();
    }
}
