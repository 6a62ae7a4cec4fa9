package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.guard.Permit;
import io.headgate.worker.settle.Settlement;
import io.headgate.worker.settle.Settling;
import io.headgate.worker.settle.Timing;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one dispatch on its own thread: read, attempt, settle, write down. Thread-safe; blocks. */
final class DispatchHandler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DispatchHandler.class);

    private final MessageCodec<Dispatch> codec;
    private final CurrentCatalogue catalogue;
    private final Duration catalogueWait;
    private final CancelledRequests cancels;
    private final Attempting attempting;
    private final OutgoingRecords outgoing;
    private final Consumer<Attempt> onAttempt;
    private final Clock clock;

    /** @param onAttempt hears of every attempt that has ended, before it is committed */
    DispatchHandler(
            MessageCodec<Dispatch> codec,
            CurrentCatalogue catalogue,
            Duration catalogueWait,
            CancelledRequests cancels,
            Attempting attempting,
            OutgoingRecords outgoing,
            Consumer<Attempt> onAttempt,
            Clock clock) {
        this.codec = codec;
        this.catalogue = catalogue;
        this.catalogueWait = catalogueWait;
        this.cancels = cancels;
        this.attempting = attempting;
        this.outgoing = outgoing;
        this.onAttempt = onAttempt;
        this.clock = clock;
    }

    /**
     * All that one dispatch leads to, ready to be written.
     *
     * @param onKnown hears whose dispatch it is, as soon as it is read: from then on it can be cancelled
     * @throws InterruptedException when it was given up: nothing is to be written, the dispatch comes again
     */
    Handled handle(Handling handling, Consumer<RequestKey> onKnown) throws InterruptedException {
        ConsumerRecord<byte[], byte[]> taken = handling.taken;
        try {
            Decoded<Dispatch> decoded = RegistryWait.until(() -> codec.decode(taken.value()));
            return switch (decoded) {
                case Decoded.Readable<Dispatch>(Dispatch dispatch) -> {
                    onKnown.accept(dispatch.request().key());
                    yield served(dispatch, handling);
                }
                case Decoded.Unreadable<Dispatch>(Failure failure) -> unreadable(taken, failure);
            };
        } catch (RuntimeException bug) {
            // A dispatch that breaks us would break us again: it ends here, and the stream goes on.
            return unreadable(taken, Defect.failure(bug, taken));
        }
    }

    private Handled unreadable(ConsumerRecord<byte[], byte[]> taken, Failure failure) throws InterruptedException {
        return Handled.uncalled(RegistryWait.until(() -> outgoing.unreadable(taken, failure, clock.instant())));
    }

    private Handled served(Dispatch dispatch, Handling handling) throws InterruptedException {
        RecordHeading heading = new RecordHeading(
                dispatch.request().key(),
                dispatch.request().correlationId(),
                TraceContext.from(handling.taken.headers()));
        Attempted attempted = attempted(dispatch, handling, heading);
        Permit permit = attempted.outcome() instanceof GuardedOutcome.Called(var _, var held) ? held : Permit.NONE;
        boolean written = false;
        try {
            Timing timing = new Timing(attempted.startedAt(), clock.instant());
            note(dispatch, attempted.outcome(), heading);
            Settlement settlement =
                    Settling.settle(dispatch, attempted.outcome(), timing, maxAttempts(catalogue.newest(), dispatch));
            Handled handled =
                    new Handled(RegistryWait.until(() -> outgoing.of(heading, dispatch, settlement, timing)), permit);
            onAttempt.accept(settlement.attempt());
            written = true;
            return handled;
        } finally {
            if (!written) {
                permit.release();
            }
        }
    }

    private static int maxAttempts(@Nullable Catalogue current, Dispatch dispatch) {
        Provider provider = current == null
                ? null
                : current.providers().get(dispatch.target().provider());
        return provider == null ? Integer.MAX_VALUE : provider.retry().maxAttempts();
    }

    private Attempted attempted(Dispatch dispatch, Handling handling, RecordHeading heading)
            throws InterruptedException {
        if (cancels.contains(dispatch.request().key(), dispatch.request().acceptedAt())) {
            return new Attempted(Cancellation.uncalled(), clock.instant());
        }
        Catalogue current = catalogue.atLeast(dispatch.decision().revision(), catalogueWait);
        return attempting.attempt(dispatch, handling, heading, current);
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
        attempting.close();
    }
}
