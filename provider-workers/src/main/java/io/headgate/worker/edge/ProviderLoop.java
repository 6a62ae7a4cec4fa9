package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.worker.WorkerConfig;
import io.headgate.worker.guard.Guard;
import io.headgate.worker.guard.TargetState;
import io.headgate.worker.report.ProviderBooks;
import io.headgate.worker.report.StatsSource;
import io.headgate.worker.report.WorkerState.ProviderState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
public final class ProviderLoop implements StatsSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProviderLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Enough to hand work back; nothing is called. */
    private static final int IN_FLIGHT_WITHOUT_PROVIDER = 64;

    private static final Duration CANCELS_PAUSE = Duration.ofMillis(50);

    private final ProviderName provider;
    private final SharedParts parts;
    private final LoopClients clients;
    private final LoopSettings settings;
    private final Guard guard;
    private final ProviderBooks books;
    private final Adapters adapters;
    private final DispatchHandler handler;
    private final Thread thread;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final LoopTallies tallies = new LoopTallies();
    private volatile boolean ready;
    private volatile long unread;
    private volatile double share;
    private volatile @Nullable LoopSession session;
    private volatile boolean guarded;
    private @Nullable Provider followed;

    public ProviderLoop(ProviderName provider, SharedParts parts) {
        WorkerConfig config = parts.config();
        this.provider = provider;
        this.parts = parts;
        this.clients = new LoopClients(parts.kafka(), provider, config.instance(), config.maxRecordBytes());
        this.guard = new Guard(parts.clock(), System::nanoTime, RandomGenerator.getDefault());
        this.books = new ProviderBooks(parts.clock(), parts.onNews());
        this.adapters = new Adapters(parts.clock());
        this.handler = handler(config);
        this.settings = new LoopSettings(
                provider.value(),
                this::maxInFlight,
                parts.heldBytes(),
                config.revokeGrace(),
                config.drainTime(),
                joined -> ready = joined,
                this::share,
                count -> unread = count,
                tallies,
                parts.milestones());
        this.thread = Thread.ofPlatform().name("worker-" + provider).unstarted(this::run);
        Catalogue newest = parts.catalogue().newest();
        if (newest != null) {
            follow(newest);
        }
    }

    private DispatchHandler handler(WorkerConfig config) {
        ProviderCall.CallSetting setting = new ProviderCall.CallSetting(
                config.instance(),
                new Places(parts.catalogue(), adapters, parts.secrets()),
                parts.intents(),
                parts.onNews(),
                parts.clock(),
                parts.milestones());
        return new DispatchHandler(
                parts.codecs().dispatch(),
                parts.catalogue(),
                config.catalogueWait(),
                parts.cancels(),
                new Attempting(guard, setting),
                new OutgoingRecords(parts.codecs(), parts.kafka().topics(), config.maxRecordBytes()),
                this::ended,
                parts.clock());
    }

    private void ended(Attempt attempt) {
        boolean called = attempt.summary().status() != AttemptStatus.NOT_CALLED;
        books.ended(attempt, called ? attempt.summary().duration() : Duration.ZERO);
        parts.onAttempt().accept(attempt);
    }

    public void start() {
        thread.start();
    }

    /**
     * Takes over what a catalogue says of the provider, before dispatches are called by it. From one thread at a time.
     */
    public void follow(Catalogue next) {
        Provider known = next.providers().get(provider);
        if (known != null) {
            guard(known, Targets.of(known, next));
        } else if (followed != null) {
            guard(followed, Set.of());
        }
    }

    private void guard(Provider known, Set<Target> targets) {
        followed = known;
        guard.follow(known, targets);
        if (!guarded) {
            guarded = true;
            guard.share(share);
            guard.checkWith(new EndpointChecks(provider, parts.catalogue(), adapters, parts.secrets()));
        }
    }

    private void share(double held) {
        share = held;
        if (guarded) {
            guard.share(held);
        }
    }

    private int maxInFlight() {
        Provider known = known();
        return known == null ? IN_FLIGHT_WITHOUT_PROVIDER : known.limits().maxInFlight();
    }

    private @Nullable Provider known() {
        Catalogue newest = parts.catalogue().newest();
        return newest == null ? null : newest.providers().get(provider);
    }

    /** Whether it has an assignment and polls. */
    public boolean ready() {
        return ready && thread.isAlive();
    }

    private void run() {
        while (!stopAsked() && !parts.cancelsKnown().getAsBoolean()) {
            rest(CANCELS_PAUSE);
        }
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
        } catch (RuntimeException | Error e) {
            // An error too: the other providers' loops go on, and so should this one.
            tallies.broken.increment();
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

    @Override
    public List<TargetState> states() {
        return guarded ? guard.states() : List.of();
    }

    @Override
    public ProviderBooks books() {
        return books;
    }

    /** As of a second ago or so. */
    @Override
    public long unread() {
        return ready ? unread : 0;
    }

    @Override
    public @Nullable Double allowedRate() {
        Provider known = known();
        Long perMinute = known == null ? null : known.limits().requestsPerMinute();
        return perMinute == null ? null : perMinute * share / 60;
    }

    /** How it stands. */
    public ProviderState state() {
        return ProviderState.of(provider, ready(), this, tallies.counts());
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
        guard.close();
        adapters.close();
    }
}
