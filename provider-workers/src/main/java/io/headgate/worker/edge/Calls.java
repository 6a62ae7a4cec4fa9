package io.headgate.worker.edge;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The calls under way, each on a virtual thread; their ends queue up for the loop. */
final class Calls implements AutoCloseable {
    private final ExecutorService threads;
    private final BlockingQueue<CallEnd> ended = new LinkedBlockingQueue<>();
    private final DispatchHandler handler;
    private final Runnable wake;
    /** The loop's thread only. */
    private int underWay;

    /** @param wake called from a call's thread whenever one has ended */
    Calls(String name, DispatchHandler handler, Runnable wake) {
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("call-" + name + "-", 0).factory());
        this.handler = handler;
        this.wake = wake;
    }

    void start(HeldPartition held, ConsumerRecord<byte[], byte[]> taken) {
        underWay++;
        held.callsUnderWay++;
        threads.execute(() -> run(held, taken));
    }

    private void run(HeldPartition held, ConsumerRecord<byte[], byte[]> taken) {
        CallEnd end = new CallEnd.Abandoned(held, taken.offset());
        try {
            end = new CallEnd.Finished(held, taken.offset(), handler.handle(taken));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            ended.add(end);
            wake.run();
        }
    }

    boolean anyEnded() {
        return !ended.isEmpty();
    }

    /** The next end; null when none is there within {@code longest}. */
    @Nullable
    CallEnd next(Duration longest) {
        try {
            return released(longest.isPositive() ? ended.poll(longest.toNanos(), TimeUnit.NANOSECONDS) : ended.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private @Nullable CallEnd released(@Nullable CallEnd end) {
        if (end != null) {
            underWay--;
            end.held().callsUnderWay--;
        }
        return end;
    }

    int underWay() {
        return underWay;
    }

    /** Interrupts what is still under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
