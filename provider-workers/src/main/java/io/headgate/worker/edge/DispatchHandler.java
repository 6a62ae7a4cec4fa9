package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.guard.Errand;
import io.headgate.worker.guard.Guard;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.guard.Permit;
import io.headgate.worker.settle.Settlement;
import io.headgate.worker.settle.Settling;
import io.headgate.worker.settle.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one dispatch on its own thread: read, guard, call, settle, write down. Thread-safe; blocks. */
public final class DispatchHandler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DispatchHandler.class);

    private final MessageCodec<Dispatch> codec;
    private final CurrentCatalogue catalogue;
    private final Guard guard;
    private final Adapters adapters;
    private final Secrets secrets;
    private final OutgoingRecords outgoing;
    private final Duration catalogueWait;
    private final Clock clock;
    private volatile @Nullable Provider followed;

    public DispatchHandler(
            MessageCodec<Dispatch> codec,
            CurrentCatalogue catalogue,
            Adapters adapters,
            Secrets secrets,
            OutgoingRecords outgoing,
            Duration catalogueWait,
            Clock clock) {
        this.codec = codec;
        this.catalogue = catalogue;
        this.guard = new Guard(clock, System::nanoTime, RandomGenerator.of("L64X128MixRandom"));
        this.adapters = adapters;
        this.secrets = secrets;
        this.outgoing = outgoing;
        this.catalogueWait = catalogueWait;
        this.clock = clock;
    }

    /**
     * All that one dispatch leads to, ready to be written.
     *
     * @throws InterruptedException when the process is closing: nothing is to be written, the dispatch comes again
     */
    List<ProducerRecord<byte[], byte[]>> handle(ConsumerRecord<byte[], byte[]> taken) throws InterruptedException {
        try {
            return handled(taken);
        } catch (RuntimeException bug) {
            // A dispatch that breaks us would break us again: it ends here, and the stream goes on.
            Failure failure = broken(bug);
            return RegistryWait.until(() -> outgoing.unreadable(taken, failure, clock.instant()));
        }
    }

    private List<ProducerRecord<byte[], byte[]>> handled(ConsumerRecord<byte[], byte[]> taken)
            throws InterruptedException {
        Decoded<Dispatch> decoded = RegistryWait.until(() -> codec.decode(taken.value()));
        return switch (decoded) {
            case Decoded.Readable<Dispatch>(Dispatch dispatch) -> served(dispatch, taken);
            case Decoded.Unreadable<Dispatch>(Failure failure) ->
                RegistryWait.until(() -> outgoing.unreadable(taken, failure, clock.instant()));
        };
    }

    private List<ProducerRecord<byte[], byte[]>> served(Dispatch dispatch, ConsumerRecord<byte[], byte[]> taken)
            throws InterruptedException {
        RecordHeading heading = new RecordHeading(
                dispatch.request().key(), dispatch.request().correlationId(), TraceContext.from(taken.headers()));
        Instant startedAt = clock.instant();
        Catalogue current = catalogue.atLeast(dispatch.decision().revision(), catalogueWait);
        Provider provider = current == null
                ? null
                : current.providers().get(dispatch.target().provider());
        int maxAttempts =
                provider == null ? Integer.MAX_VALUE : provider.retry().maxAttempts();
        GuardedOutcome outcome = outcomeEvenOfABug(dispatch, Optional.ofNullable(provider), heading);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Timing timing = new Timing(startedAt, clock.instant());
        note(dispatch, outcome, heading);
        Settlement settlement = Settling.settle(dispatch, outcome, timing, maxAttempts);
        return RegistryWait.until(() -> outgoing.of(heading, dispatch, settlement, timing));
    }

    /** After a bug nobody knows whether the provider was called: that is what unknown means. */
    private GuardedOutcome outcomeEvenOfABug(Dispatch dispatch, Optional<Provider> known, RecordHeading heading)
            throws InterruptedException {
        try {
            return outcome(dispatch, known, heading);
        } catch (RuntimeException bug) {
            return new GuardedOutcome.Called(new CallOutcome.Unknown(broken(bug), null, UpstreamReply.NONE));
        }
    }

    /** Where it happened, without the exception's message, which may quote what was worked on. */
    private static Failure broken(RuntimeException bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        String where = bug.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
        log.atError().log("a dispatch broke its worker: {}", where);
        return new Failure(FailureCode.UNKNOWN, "the worker failed; please report it", where, null);
    }

    private GuardedOutcome outcome(Dispatch dispatch, Optional<Provider> known, RecordHeading heading)
            throws InterruptedException {
        Target target = dispatch.target();
        Optional<Provider.Endpoint> endpoint = known.flatMap(provider -> provider.endpoints().stream()
                .filter(e -> e.name().equals(target.endpoint()))
                .findFirst());
        if (known.isEmpty() || endpoint.isEmpty()) {
            return passedOn("%s/%s is no longer in the catalogue".formatted(target.provider(), target.endpoint()));
        }
        Provider provider = known.get();
        Optional<ProviderAdapter> adapter = adapters.of(provider);
        if (adapter.isEmpty()) {
            return passedOn("this worker speaks no '%s'".formatted(provider.adapter()));
        }
        SecretRef reference = provider.apiKey();
        Optional<ApiKey> key = reference == null ? Optional.empty() : secrets.read(reference);
        if (reference != null && key.isEmpty()) {
            return new GuardedOutcome.Called(new CallOutcome.Refused(
                    new Failure(FailureCode.PROVIDER_AUTH, "no key where api_key points", reference.toString(), null),
                    true,
                    UpstreamReply.NONE));
        }
        follow(provider, target);
        Errand errand = new Errand(
                target,
                dispatch.request().context().priority() == Priority.CRITICAL,
                dispatch.request().context().deadline(),
                dispatch.dispatchedAt(),
                0,
                true,
                0);
        GuardedOutcome outcome = guard.call(
                errand,
                (call, timeouts) -> adapter.get()
                        .call(new UpstreamCall(
                                dispatch, endpoint.get().baseUrl(), key.orElse(null), heading, timeouts)));
        if (outcome instanceof GuardedOutcome.Called(var _, Permit permit)) {
            permit.release();
        }
        return outcome;
    }

    private void follow(Provider provider, Target target) {
        if (!provider.equals(followed)) {
            guard.follow(provider, Set.of(target));
            followed = provider;
        }
    }

    private static GuardedOutcome passedOn(String message) {
        return new GuardedOutcome.PassedOn(Failure.of(FailureCode.NO_CANDIDATE, message));
    }

    private static void note(Dispatch dispatch, GuardedOutcome outcome, RecordHeading heading) {
        log.atDebug()
                .addKeyValue(LogKeys.REQUEST_ID, dispatch.request().key().request())
                .addKeyValue(LogKeys.TENANT, dispatch.request().key().tenant())
                .addKeyValue(LogKeys.PROVIDER, dispatch.target().provider())
                .addKeyValue(LogKeys.MODEL, dispatch.target().model())
                .addKeyValue(LogKeys.ATTEMPT, dispatch.attempt())
                .addKeyValue(LogKeys.TRACE_ID, heading.trace().traceId())
                .log(
                        "attempt ended: {}",
                        outcome instanceof GuardedOutcome.Called(CallOutcome called, var _)
                                ? called.getClass().getSimpleName()
                                : outcome.getClass().getSimpleName());
    }

    @Override
    public void close() {
        guard.close();
        adapters.close();
    }
}
