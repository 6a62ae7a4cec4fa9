package io.headgate.worker.edge;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.worker.WorkerConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one provider's dispatch topics on a thread of its own, until it is closed. When a session breaks (fenced, lost
 * its broker, a bug), another begins after a pause.
 */
public final class ProviderLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProviderLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ProviderName provider;
    private final LoopClients clients;
    private final LoopSettings settings;
    private final DispatchHandler handler;
    private final Thread thread;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private volatile boolean ready;
    private volatile @Nullable LoopSession session;

    public ProviderLoop(
            ProviderName provider,
            WorkerConfig config,
            KafkaConnection kafka,
            IntSupplier maxInFlight,
            DispatchHandler handler,
            Milestone.Listener milestones) {
        this.provider = provider;
        this.clients = new LoopClients(kafka, provider, config.instance(), config.maxRecordBytes());
        this.settings = new LoopSettings(
                provider.value(),
                maxInFlight,
                config.revokeGrace(),
                config.drainTime(),
                joined -> ready = joined,
                milestones);
        this.handler = handler;
        this.thread = Thread.ofPlatform().name("worker-" + provider).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Whether it has an assignment and polls. */
    public boolean ready() {
        return ready && thread.isAlive();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!stopAsked()) {
            long began = System.nanoTime();
            try (LoopSession next = new LoopSession(settings, clients, handler)) {
                session = next;
                if (stopAsked()) {
                    next.stop();
                }
                next.run();
            } catch (RuntimeException e) {
                log.atError()
                        .addKeyValue(LogKeys.PROVIDER, provider)
                        .setCause(e)
                        .log("worker loop broke; it begins again");
            }
            ready = false;
            boolean lasted = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
            pause = lasted ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            rest(pause);
        }
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

    /** Asks for the end: stop taking, drain, commit, leave. Returns at once; see {@link #close}. */
    public void stop() {
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
        handler.close();
    }
}
