package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.tenant.RecentTenants;
import io.headgate.worker.WorkerConfig;
import io.headgate.worker.call.KeyRing;
import io.headgate.worker.guard.Guard;
import io.headgate.worker.guard.TargetState;
import io.headgate.worker.report.KeyAlerts;
import io.headgate.worker.report.ProviderBooks;
import io.headgate.worker.report.StatsSource;
import io.headgate.worker.report.WorkerState.ProviderState;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Serves one provider's dispatch topics until it is closed: a loop for each lane, and before their calls one guard, which
 * outlives their sessions.
 */
public final class ProviderLoop implements StatsSource, AutoCloseable {
    /** Enough to hand work back; nothing is called. */
    private static final int IN_FLIGHT_WITHOUT_PROVIDER = 64;
    /** Longer than the wait for a commit, which frees permits by the hundred. */
    private static final long HELD_UP_NANOS = Duration.ofMillis(100).toNanos();

    private final ProviderName provider;
    private final SharedParts parts;
    private final Guard guard;
    private final ProviderBooks books;
    private final Adapters adapters;
    private final KeyRing keys;
    private final RecentTenants tenants = new RecentTenants();
    private final LoopTallies tallies = new LoopTallies();
    private final Map<Lane, LaneState> states = new EnumMap<>(Lane.class);
    private final List<DispatchLoop> loops;
    private volatile boolean guarded;
    private @Nullable Provider followed;

    public ProviderLoop(ProviderName provider, SharedParts parts) {
        this.provider = provider;
        this.parts = parts;
        this.guard = new Guard(parts.clock(), System::nanoTime, RandomGenerator.getDefault());
        this.books = new ProviderBooks(parts.clock(), parts.onNews());
        this.adapters = new Adapters(parts.clock(), parts.proxies());
        KeyAlerts alerts = new KeyAlerts(provider, parts.onAlert(), parts.clock());
        this.keys = new KeyRing(parts.secrets(), System::nanoTime, alerts::tell);
        for (Lane lane : Lane.values()) {
            states.put(lane, new LaneState());
        }
        DispatchHandler handler = handler(parts.config());
        this.loops =
                Arrays.stream(Lane.values()).map(lane -> loop(lane, handler)).toList();
        Catalogue newest = parts.catalogue().newest();
        if (newest != null) {
            follow(newest);
        }
    }

    private DispatchLoop loop(Lane lane, DispatchHandler handler) {
        WorkerConfig config = parts.config();
        LaneState state = Objects.requireNonNull(states.get(lane));
        LoopSettings settings = new LoopSettings(
                lane.name(provider),
                this::maxInFlight,
                this::heldUp,
                parts.heldBytes(),
                config.revokeGrace(),
                config.drainTime(),
                joined -> state.ready = joined,
                share -> share(state, share),
                count -> state.unread = count,
                tallies,
                parts.milestones());
        LoopClients clients =
                new KafkaClients(parts.kafka(), provider, lane, config.instance(), config.maxRecordBytes());
        return new DispatchLoop(clients, settings, handler, parts.cancelsKnown());
    }

    private DispatchHandler handler(WorkerConfig config) {
        ProviderCall.CallSetting setting = new ProviderCall.CallSetting(
                config.instance(),
                new Places(parts.catalogue(), adapters, keys),
                parts.intents(),
                parts.onNews(),
                parts.deltas(),
                parts.clock(),
                parts.milestones());
        return new DispatchHandler(
                parts.codecs().dispatch(),
                parts.catalogue(),
                config.catalogueWait(),
                parts.cancels(),
                new Attempting(guard, setting, parts.redactor()),
                new WrittenDown(
                        parts.catalogue(),
                        new OutgoingRecords(parts.codecs(), parts.kafka().topics(), config.maxRecordBytes()),
                        this::ended,
                        parts.clock()),
                this::read);
    }

    private void read(RequestKey request) {
        tenants.uses(request.tenant(), parts.clock().instant());
    }

    private void ended(Attempt attempt) {
        boolean called = attempt.summary().status() != AttemptStatus.NOT_CALLED;
        books.ended(attempt, called ? attempt.summary().duration() : Duration.ZERO);
        parts.onAttempt().accept(attempt);
    }

    public void start() {
        loops.forEach(DispatchLoop::start);
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
            guard.share(share());
            guard.checkWith(new EndpointChecks(provider, parts.catalogue(), adapters, keys));
        }
    }

    private void share(LaneState state, Share held) {
        state.share = held;
        if (guarded) {
            guard.share(share());
        }
    }

    /** Which part of the provider's partitions is held, 0 to 1. */
    private double share() {
        return states.values().stream()
                .map(state -> state.share)
                .reduce(Share.NONE, Share::plus)
                .fraction();
    }

    private int maxInFlight() {
        Provider known = known();
        return known == null ? IN_FLIGHT_WITHOUT_PROVIDER : known.limits().maxInFlight();
    }

    private boolean heldUp() {
        return guarded && guard.longestWait() > HELD_UP_NANOS;
    }

    private @Nullable Provider known() {
        Catalogue newest = parts.catalogue().newest();
        return newest == null ? null : newest.providers().get(provider);
    }

    /** Whether each lane has an assignment and polls. */
    public boolean ready() {
        return states.values().stream().allMatch(state -> state.ready)
                && loops.stream().allMatch(DispatchLoop::isAlive);
    }

    /** Cancels a request's call, if it is here and not over. */
    public void cancel(RequestKey request) {
        loops.forEach(loop -> loop.cancel(request));
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
        return states.values().stream()
                .filter(state -> state.ready)
                .mapToLong(state -> state.unread)
                .sum();
    }

    @Override
    public int tenants() {
        return tenants.count();
    }

    @Override
    public @Nullable Double allowedRate() {
        Provider known = known();
        Long perMinute = known == null ? null : known.limits().requestsPerMinute();
        return perMinute == null ? null : perMinute * share() / 60;
    }

    /** How it stands. */
    public ProviderState state() {
        return ProviderState.of(provider, ready(), this, tallies.counts());
    }

    /** Asks for the end: stop taking, drain, commit, leave. Returns at once; see {@link #close}. */
    public void stop() {
        loops.forEach(DispatchLoop::stop);
    }

    /** {@link #stop}, and waits for it to be done. */
    @Override
    public void close() {
        stop();
        loops.forEach(DispatchLoop::close);
        guard.close();
        adapters.close();
    }
}
