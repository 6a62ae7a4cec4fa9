package io.headgate.worker.edge;

import io.headgate.schemas.id.RequestKey;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One taken dispatch on its way through a thread of its own. It can be given up: abandoned with its partition, to be taken
 * again by the next owner, or cancelled by its client. Thread-safe.
 */
final class Handling {
    private enum State {
        /** Nothing has gone upstream. */
        WAITING,
        /** A call has begun, and may be billed. */
        CALLING,
        /** Its outcome is there; nothing can stop it any more. */
        ANSWERED
    }

    final HeldPartition held;
    private final long offset;
    private final int bytes;
    private final Lease lease;
    private @Nullable ConsumerRecord<byte[], byte[]> taken;
    private State state = State.WAITING;
    private boolean abandoned;
    private boolean cancelled;
    private @Nullable Thread thread;
    private @Nullable RequestKey key;

    Handling(HeldPartition held, ConsumerRecord<byte[], byte[]> taken, Lease lease) {
        this.held = held;
        this.taken = taken;
        this.offset = taken.offset();
        this.bytes = Math.max(0, taken.serializedValueSize());
        this.lease = lease;
    }

    long offset() {
        return offset;
    }

    /** How much it weighs, in bytes. */
    int bytes() {
        return bytes;
    }

    /** The record, once: thousands of calls need not keep what has been read. */
    synchronized ConsumerRecord<byte[], byte[]> handOver() {
        ConsumerRecord<byte[], byte[]> record = taken;
        if (record == null) {
            throw new IllegalStateException(
                    "the record of %s at %d has been handed over".formatted(held.partition, offset));
        }
        taken = null;
        return record;
    }

    synchronized void begin(Thread runner) {
        thread = runner;
        if (abandoned) {
            runner.interrupt();
        }
    }

    /** Whether it is certain that its partition is still this worker's: {@link #call} would not wait. */
    boolean mayCall() {
        return lease.holds();
    }

    synchronized void identify(RequestKey request) {
        key = request;
    }

    synchronized @Nullable RequestKey key() {
        return key;
    }

    /**
     * Says that the call begins; from now on it may be billed. Waits while it is not certain that its partition is still
     * this worker's.
     *
     * @throws InterruptedException when it has been given up
     */
    void call() throws InterruptedException {
        lease.await();
        synchronized (this) {
            if (abandoned || cancelled) {
                throw new InterruptedException();
            }
            state = State.CALLING;
        }
    }

    /**
     * Says that the outcome is there, or never will be. An interrupt that was meant for the call is over with it. Called by
     * the handling thread.
     */
    synchronized void answered() {
        state = State.ANSWERED;
        boolean meantForTheCall = Thread.interrupted();
        if (meantForTheCall && abandoned) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives it up if nothing has gone upstream. */
    synchronized void abandonUnlessCalling() {
        if (state == State.WAITING) {
            abandon();
        }
    }

    /** Gives it up wherever it is: somebody else will take its dispatch. */
    synchronized void abandon() {
        abandoned = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** Its client wants no answer any more. Without effect once it is answered. */
    synchronized void cancel() {
        if (state != State.ANSWERED && !abandoned) {
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }
}
