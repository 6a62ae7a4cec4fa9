package io.headgate.api.http.openai;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * The body of a reply that is written piece by piece, by one (virtual) thread that blocks while the client takes nothing: what is
 * written and not taken is at most one piece here. A client that takes nothing for too long is cut.
 */
final class SseBody {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Duration patience;
    private final Flux<byte[]> flux = Flux.create(this::attach, FluxSink.OverflowStrategy.ERROR);
    private @Nullable FluxSink<byte[]> sink;
    private boolean gone;

    /** @param patience how long a client may take nothing */
    SseBody(Duration patience) {
        this.patience = patience;
    }

    /** To be subscribed to once. */
    Publisher<byte[]> publisher() {
        return flux;
    }

    private void attach(FluxSink<byte[]> attached) {
        attached.onRequest(_ -> signal());
        attached.onDispose(this::leave);
        boolean late;
        lock.lock();
        try {
            late = gone;
            sink = attached;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (late) {
            attached.error(new ClientCutException());
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads any more. */
    void leave() {
        lock.lock();
        try {
            gone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Writes a piece; false when the client has gone, or takes nothing and is given up. Blocks. */
    boolean write(byte[] piece) throws InterruptedException {
        FluxSink<byte[]> ready = awaitDemand();
        if (ready == null) {
            return false;
        }
        ready.next(piece);
        return true;
    }

    private @Nullable FluxSink<byte[]> awaitDemand() throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!gone && (sink == null || sink.requestedFromDownstream() == 0)) {
                if (left <= 0) {
                    return null;
                }
                left = changed.awaitNanos(left);
            }
            return gone ? null : sink;
        } finally {
            lock.unlock();
        }
    }

    /** The body is whole. */
    void complete() {
        FluxSink<byte[]> attached = attached();
        if (attached != null) {
            attached.complete();
        }
    }

    /** The body ends here, and is not whole: the connection is closed. */
    void cut() {
        FluxSink<byte[]> attached = attached();
        if (attached != null) {
            attached.error(new ClientCutException());
        }
        leave();
    }

    private @Nullable FluxSink<byte[]> attached() {
        lock.lock();
        try {
            return gone ? null : sink;
        } finally {
            lock.unlock();
        }
    }

    /** A client that took nothing of its stream. Without a trace: it is no fault of ours. */
    private static final class ClientCutException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClientCutException() {
            super("the client took nothing of its stream for too long", null, false, false);
        }
    }
}
