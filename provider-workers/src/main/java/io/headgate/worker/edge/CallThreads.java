package io.headgate.worker.edge;

import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Each dispatch on a virtual thread of its own. */
final class CallThreads implements Calls {
    private final ExecutorService threads;
    private final BlockingQueue<CallEnd> ended = new LinkedBlockingQueue<>();
    private final Map<RequestKey, Handling> byRequest = new ConcurrentHashMap<>();
    private final DispatchHandler handler;
    private final Runnable wake;
    private volatile boolean closed;
    /** The loop's thread only. */
    private int underWay;

    /** @param wake called from a dispatch's thread whenever one has ended */
    CallThreads(String name, DispatchHandler handler, Runnable wake) {
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("call-" + name).factory());
        this.handler = handler;
        this.wake = wake;
    }

    @Override
    public void start(Handling handling) {
        underWay++;
        handling.held.onTheirWay.add(handling);
        threads.execute(() -> run(handling));
    }

    private void run(Handling handling) {
        CallEnd end = new CallEnd.Abandoned(handling);
        try {
            handling.begin(Thread.currentThread());
            Handled handled = handler.handle(handling, request -> identify(handling, request));
            end = new CallEnd.Finished(handling, handled.records(), handled.permit());
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        } finally {
            RequestKey key = handling.key();
            if (key != null) {
                byRequest.remove(key, handling);
            }
            ended.add(end);
            wake.run();
            if (closed) {
                releaseEnded();
            }
        }
    }

    private void identify(Handling handling, RequestKey request) {
        handling.identify(request);
        byRequest.put(request, handling);
    }

    @Override
    public void cancel(RequestKey request) {
        Handling handling = byRequest.get(request);
        if (handling != null) {
            handling.cancel();
        }
    }

    @Override
    public boolean anyEnded() {
        return !ended.isEmpty();
    }

    @Override
    public @Nullable CallEnd next(Duration longest) {
        try {
            return over(longest.isPositive() ? ended.poll(longest.toNanos(), TimeUnit.NANOSECONDS) : ended.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private @Nullable CallEnd over(@Nullable CallEnd end) {
        if (end != null) {
            underWay--;
            end.handling().held.onTheirWay.remove(end.handling());
        }
        return end;
    }

    @Override
    public int underWay() {
        return underWay;
    }

    /** Interrupts what is still under way. Permits outlive the session, so they are given back however late it ends. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        releaseEnded();
    }

    private void releaseEnded() {
        for (CallEnd end = ended.poll(); end != null; end = ended.poll()) {
            if (end instanceof CallEnd.Finished finished) {
                finished.permit().release();
            }
        }
    }
}
