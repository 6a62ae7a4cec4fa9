package io.headgate.worker.wiring;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.guard.TargetState;
import io.headgate.worker.redact.RedactionCounts;
import io.headgate.worker.report.WorkerState;
import io.headgate.worker.report.WorkerState.LoopCounts;
import io.headgate.worker.report.WorkerState.ProviderState;
import io.headgate.worker.report.WorkerState.TargetFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the workers; their names are a contract. All of them read the workers' state when they are asked, and cost
 * nothing else. Labels are names of the catalogue and of enums, never text of a request. Thread-safe.
 */
public final class WorkerMetrics {
    /** Attempts that ended, by target and {@code status}. */
    public static final String ATTEMPTS = "headgate.worker.attempts";
    /** Attempts that did not complete, or whose answer broke its contract, by target and {@code code}. */
    public static final String FAILURES = "headgate.worker.failures";
    /** Calls under way, by target. */
    public static final String IN_FLIGHT = "headgate.worker.inflight";
    /** Calls that may be under way, as adapted, by target. */
    public static final String LIMIT = "headgate.worker.inflight.limit";
    /** Dispatches that wait for their turn, by target. */
    public static final String WAITING = "headgate.worker.waiting";
    /** 0 closed, 1 half open, 2 open; by target. */
    public static final String BREAKER = "headgate.worker.breaker";
    /** Seconds for which no call begins, since the provider asked for it or the breaker is open; by target. */
    public static final String PAUSE = "headgate.worker.pause";
    /** Requests the rate limit has room for, by target; absent where there is no limit. */
    public static final String REQUESTS_LEFT = "headgate.worker.rate.requests.left";
    /** Tokens the rate limit has room for, by target; absent where there is no limit. */
    public static final String TOKENS_LEFT = "headgate.worker.rate.tokens.left";
    /** 1 while a provider's loop takes work, else 0. */
    public static final String READY = "headgate.worker.ready";
    /** Dispatches that stand unread in the partitions of a provider's loop. */
    public static final String UNREAD = "headgate.worker.unread";
    /** Transactions committed, by provider. */
    public static final String COMMITS = "headgate.worker.commits";
    /** Transactions aborted, by provider. */
    public static final String ABORTED = "headgate.worker.transactions.aborted";
    /** Producers replaced, by provider. */
    public static final String REPLACED = "headgate.worker.producers.replaced";
    /** Calls that ended after their partition had been given away, by provider. */
    public static final String STALE = "headgate.worker.calls.stale";
    /** Loops that broke and were begun again, by provider. */
    public static final String BROKEN = "headgate.worker.loops.broken";
    /** Commits whose metadata was a stranger's, by provider. */
    public static final String UNREADABLE_LEDGERS = "headgate.worker.ledger.unreadable";
    /** Calls that wait for their intent to be acknowledged. */
    public static final String INTENTS_WAITING = "headgate.worker.intents.waiting";
    /** Stats and alerts that could not be written. */
    public static final String DROPPED = "headgate.worker.announcements.dropped";
    /** Records of {@code deltas} that were written. */
    public static final String DELTAS = "headgate.worker.deltas.written";
    /** Chunks of streamed replies that could not be written there. */
    public static final String DELTAS_DROPPED = "headgate.worker.deltas.dropped";
    /** Requests whose cancel is remembered. */
    public static final String CANCELS = "headgate.worker.cancels.remembered";
    /** Records of {@code cancels} that could not be read. */
    public static final String CANCELS_UNREADABLE = "headgate.worker.cancels.unreadable";
    /** Cancels forgotten early for want of room. */
    public static final String CANCELS_FORGOTTEN = "headgate.worker.cancels.forgotten";

    /** Places in prompts at which redaction found something, by {@code entity} and {@code action}. */
    public static final String REDACTED = "headgate.worker.redacted";
    /** Requests for which the detector of names did not answer. */
    public static final String DETECTOR_AWAY = "headgate.worker.redaction.detector.away";

    /** One scrape asks every meter; they all see one state, of this age at most. */
    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final MeterRegistry registry;
    private final Supplier<WorkerState> source;
    private final InstantSource clock;
    private final Set<Object> known = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Snapshot snapshot;

    private record Snapshot(WorkerState state, long atNanos) {}

    /** What a target is called in labels; one that is pinned anew keeps its meters. */
    private record Label(ProviderName provider, EndpointName endpoint, ModelName model) {
        static Label of(Target target) {
            return new Label(target.provider(), target.endpoint(), target.model());
        }

        Tags tags() {
            return Tags.of("provider", provider.value(), "endpoint", endpoint.value(), "model", model.value());
        }
    }

    private record Attempts(Label label, AttemptStatus status) {}

    private record Failures(Label label, FailureCode code) {}

    /** @param source of the state; must be quick */
    public WorkerMetrics(MeterRegistry registry, Supplier<WorkerState> source, InstantSource clock) {
        this.registry = registry;
        this.source = source;
        this.clock = clock;
        gauge(INTENTS_WAITING, Tags.empty(), state -> state.announcements().intentsWaiting());
        counter(DROPPED, Tags.empty(), state -> state.announcements().dropped());
        counter(DELTAS, Tags.empty(), state -> state.shown().written());
        counter(DELTAS_DROPPED, Tags.empty(), state -> state.shown().dropped());
        gauge(CANCELS, Tags.empty(), state -> state.cancels().remembered());
        counter(CANCELS_UNREADABLE, Tags.empty(), state -> state.cancels().unreadable());
        counter(CANCELS_FORGOTTEN, Tags.empty(), state -> state.cancels().forgotten());
        counter(DETECTOR_AWAY, Tags.empty(), state -> state.redaction().detectorAway());
        refresh();
    }

    /** Adds meters for what was not there before. To be called now and then. */
    public void refresh() {
        for (ProviderState provider : state().providers()) {
            if (known.add(provider.provider())) {
                add(provider.provider());
            }
            provider.targets().forEach(this::add);
        }
        state().redaction().found().keySet().forEach(this::add);
    }

    private void add(RedactionCounts.Kind kind) {
        if (known.add(kind)) {
            Tags tags = Tags.of(
                    "entity", kind.entity(), "action", kind.action().name().toLowerCase(Locale.ROOT));
            counter(REDACTED, tags, state -> state.redaction().found().getOrDefault(kind, 0L));
        }
    }

    private void add(ProviderName name) {
        Tags tags = Tags.of("provider", name.value());
        gauge(READY, tags, state -> sum(providers(state, name), provider -> provider.ready() ? 1 : 0));
        gauge(UNREAD, tags, state -> sum(providers(state, name), ProviderState::unread));
        count(COMMITS, tags, name, LoopCounts::commits);
        count(ABORTED, tags, name, LoopCounts::aborted);
        count(REPLACED, tags, name, LoopCounts::replaced);
        count(STALE, tags, name, LoopCounts::stale);
        count(BROKEN, tags, name, LoopCounts::broken);
        count(UNREADABLE_LEDGERS, tags, name, LoopCounts::unreadableLedgers);
    }

    private void count(String meter, Tags tags, ProviderName name, ToDoubleFunction<LoopCounts> count) {
        counter(meter, tags, state -> sum(providers(state, name), p -> count.applyAsDouble(p.counts())));
    }

    private void add(TargetFigures figures) {
        Label label = Label.of(figures.state().target());
        if (known.add(label)) {
            addGauges(label);
        }
        for (AttemptStatus status : figures.ended().keySet()) {
            if (known.add(new Attempts(label, status))) {
                Tags tags = label.tags().and("status", status.name().toLowerCase(Locale.ROOT));
                counter(
                        ATTEMPTS,
                        tags,
                        state -> sum(targets(state, label), t -> t.ended().getOrDefault(status, 0L)));
            }
        }
        for (FailureCode code : figures.failures().keySet()) {
            if (known.add(new Failures(label, code))) {
                Tags tags = label.tags().and("code", code.wireName());
                counter(
                        FAILURES,
                        tags,
                        state -> sum(targets(state, label), t -> t.failures().getOrDefault(code, 0L)));
            }
        }
    }

    private void addGauges(Label label) {
        Tags tags = label.tags();
        gauge(
                IN_FLIGHT,
                tags,
                state -> sum(targets(state, label), t -> t.state().inFlight()));
        gauge(WAITING, tags, state -> sum(targets(state, label), t -> t.state().waiting()));
        gauge(LIMIT, tags, state -> most(targets(state, label), t -> t.state().limit()));
        gauge(
                BREAKER,
                tags,
                state ->
                        most(targets(state, label), t -> number(t.state().gate().breaker())));
        gauge(PAUSE, tags, state -> most(targets(state, label), t -> pause(t.state())));
        gauge(
                REQUESTS_LEFT,
                tags,
                state -> most(targets(state, label), t -> left(t.state().gate().requestsLeft())));
        gauge(
                TOKENS_LEFT,
                tags,
                state -> most(targets(state, label), t -> left(t.state().gate().tokensLeft())));
    }

    private static int number(BreakerState breaker) {
        return switch (breaker) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    private double pause(TargetState state) {
        Instant until = state.gate().notBefore();
        return until == null
                ? 0
                : Math.max(0, Duration.between(clock.instant(), until).toMillis() / 1e3);
    }

    private static double left(@Nullable Long left) {
        return left == null ? Double.NaN : left;
    }

    private void gauge(String name, Tags tags, ToDoubleFunction<WorkerState> value) {
        Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.state()))
                .tags(tags)
                .register(registry);
    }

    private void counter(String name, Tags tags, ToDoubleFunction<WorkerState> value) {
        FunctionCounter.builder(name, this, metrics -> value.applyAsDouble(metrics.state()))
                .tags(tags)
                .register(registry);
    }

    private WorkerState state() {
        Snapshot last = snapshot;
        long now = System.nanoTime();
        if (last == null || now - last.atNanos() > FRESH_NANOS) {
            last = new Snapshot(source.get(), now);
            snapshot = last;
        }
        return last.state();
    }

    private static List<ProviderState> providers(WorkerState state, ProviderName name) {
        return state.providers().stream()
                .filter(provider -> provider.provider().equals(name))
                .toList();
    }

    private static List<TargetFigures> targets(WorkerState state, Label label) {
        return providers(state, label.provider()).stream()
                .flatMap(provider -> provider.targets().stream())
                .filter(target -> Label.of(target.state().target()).equals(label))
                .toList();
    }

    private static <T> double sum(Collection<T> of, ToDoubleFunction<T> value) {
        return of.stream().mapToDouble(value).sum();
    }

    private static <T> double most(Collection<T> of, ToDoubleFunction<T> value) {
        return of.stream().mapToDouble(value).max().orElse(0);
    }
}
