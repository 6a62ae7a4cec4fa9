package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.worker.guard.Guard;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one provider's dispatch topics on a thread of its own, until it is closed. When a session breaks (fenced, lost
 * its broker, a bug), another begins after a pause; what the guard has learned of the provider stays.
 */
public final class ProviderLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProviderLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Enough to hand work back; nothing is called. */
    private static final int IN_FLIGHT_WITHOUT_PROVIDER = 64;
    /** Of the heap, for the dispatches of one kind that are held: decoded they weigh some times as much. */
    private static final int HEAP_PART = 16;

    private final ProviderName provider;
    private final CurrentCatalogue catalogue;
    private final LoopClients clients;
    private final LoopSettings settings;
    private final Guard guard;
    private final DispatchHandler handler;
    private final Thread thread;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final LoopCounts counts = new LoopCounts();
    private volatile boolean ready;
    private volatile long unread;
    private volatile @Nullable LoopSession session;

    public ProviderLoop(ProviderName provider, SharedParts parts) {
        this.provider = provider;
        this.catalogue = parts.catalogue();
        this.clients = new LoopClients(
                parts.kafka(),
                provider,
                parts.config().instance(),
                parts.config().maxRecordBytes());
        this.guard = new Guard(parts.clock(), System::nanoTime, RandomGenerator.getDefault());
        Adapters adapters = new Adapters(parts.clock());
        Attempting attempting = new Attempting(
                guard,
                adapters,
                parts.secrets(),
                new ProviderCall.CallSetting(
                        parts.config().instance(), parts.intents(), parts.clock(), parts.milestones()));
        this.handler = new DispatchHandler(
                parts.codecs().dispatch(),
                parts.catalogue(),
                parts.config().catalogueWait(),
                parts.cancels(),
                attempting,
                new OutgoingRecords(
                        parts.codecs(), parts.kafka().topics(), parts.config().maxRecordBytes()),
                parts.onAttempt(),
                parts.clock());
        this.settings = new LoopSettings(
                provider.value(),
                this::maxInFlight,
                Runtime.getRuntime().maxMemory() / HEAP_PART,
                parts.config().revokeGrace(),
                parts.config().drainTime(),
                joined -> ready = joined,
                guard::share,
                count -> unread = count,
                counts,
                parts.milestones());
        this.thread = Thread.ofPlatform().name("worker-" + provider).unstarted(this::run);
        follow();
    }

    public void start() {
        thread.start();
    }

    /** Takes over what the newest catalogue says of the provider, if it names it. */
    public void follow() {
        Catalogue newest = catalogue.newest();
        Provider known = newest == null ? null : newest.providers().get(provider);
        if (newest != null && known != null) {
            guard.follow(known, Targets.of(known, newest));
        }
    }

    private int maxInFlight() {
        Catalogue newest = catalogue.newest();
        Provider known = newest == null ? null : newest.providers().get(provider);
        return known == null ? IN_FLIGHT_WITHOUT_PROVIDER : known.limits().maxInFlight();
    }

    /** Whether it has an assignment and polls. */
    public boolean ready() {
        return ready && thread.isAlive();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!stopAsked()) {
            long began = System.nanoTime();
            runSession();
            ready = false;
            boolean lasted = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
            pause = lasted ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            rest(pause);
        }
    }

    private void runSession() {
        try (LoopSession next = new LoopSession(settings, clients, handler)) {
            session = next;
            if (stopAsked()) {
                next.stop();
            }
            next.run();
        } catch (RuntimeException e) {
            counts.broken.increment();
            log.atError().addKeyValue(LogKeys.PROVIDER, provider).setCause(e).log("worker loop broke; it begins again");
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

    /** Cancels a request's call, if it is here and not over. */
    public void cancel(RequestKey request) {
        LoopSession current = session;
        if (current != null) {
            current.cancel(request);
        }
    }

    /** How its provider's endpoints and models stand. */
    public Guard guard() {
        return guard;
    }

    /** What it has met. */
    public LoopCounts counts() {
        return counts;
    }

    /** Records that stand unread in its partitions, as of a second ago or so. */
    public long unread() {
        return unread;
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
