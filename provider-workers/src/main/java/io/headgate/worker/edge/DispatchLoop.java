package io.headgate.worker.edge;

import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.telemetry.LogKeys;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one lane of a provider, on a thread of its own, until it is closed. When a session breaks (fenced, lost its
 * broker, a bug), another begins after a pause. Thread-safe.
 */
final class DispatchLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DispatchLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration BEFORE_START = Duration.ofMillis(50);

    private final LoopClients clients;
    private final LoopSettings settings;
    private final DispatchHandler handler;
    private final BooleanSupplier mayStart;
    private final Thread thread;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private volatile @Nullable LoopSession session;

    /** @param mayStart asked until it says yes; before that nothing is taken */
    DispatchLoop(LoopClients clients, LoopSettings settings, DispatchHandler handler, BooleanSupplier mayStart) {
        this.clients = clients;
        this.settings = settings;
        this.handler = handler;
        this.mayStart = mayStart;
        this.thread = Thread.ofPlatform().name("worker-" + settings.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        while (!stopAsked() && !mayStart.getAsBoolean()) {
            rest(BEFORE_START);
        }
        Duration pause = FIRST_PAUSE;
        while (!stopAsked()) {
            long began = System.nanoTime();
            runSession();
            settings.onPolled().accept(false);
            boolean lasted = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
            pause = lasted ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            rest(pause);
        }
    }

    private void runSession() {
        try (LoopSession next = new LoopSession(settings, clients, this::threads, System::nanoTime)) {
            session = next;
            if (stopAsked()) {
                next.stop();
            }
            next.run();
        } catch (RuntimeException | Error e) {
            // An error too: the other loops go on, and so should this one.
            settings.tallies().broken.increment();
            log.atError()
                    .addKeyValue(LogKeys.PROVIDER, settings.name())
                    .setCause(e)
                    .log("worker loop broke; it begins again");
        }
    }

    private Calls threads(Runnable wake) {
        return new CallThreads(settings.name(), handler, wake);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private boolean stopAsked() {
        return stopAsked.getCount() == 0;
    }

    private void rest(Duration pause) {
        try {
            boolean stopped = stopAsked.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            log.atTrace().addKeyValue("stopped", stopped).log("rested");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cancels a request's call, if it is here and not over. */
    void cancel(RequestKey request) {
        LoopSession current = session;
        if (current != null) {
            current.cancel(request);
        }
    }

    /** Asks for the end: stop taking, drain, commit, leave. Returns at once. */
    void stop() {
        stopAsked.countDown();
        LoopSession current = session;
        if (current != null) {
            current.stop();
        }
    }

    /** {@link #stop}, and waits for it to be done. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(settings.drainTime().plusSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
