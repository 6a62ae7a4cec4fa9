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
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.edge.Attempting.Attempted;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.guard.Permit;
import io.headgate.worker.settle.Settlement;
import io.headgate.worker.settle.Settling;
import io.headgate.worker.settle.Timing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one dispatch on its own thread: read, attempt, settle, write down. Thread-safe; blocks. */
final class DispatchHandler {
    /** Hears how dispatches go, from any thread. */
    interface Listener {
        /** A dispatch has been read. */
        default void begun(Dispatch dispatch) {}

        /** An attempt has ended, and is not committed yet. */
        void ended(Attempt attempt);
    }

    private static final Logger log = LoggerFactory.getLogger(DispatchHandler.class);

    private final MessageCodec<Dispatch> codec;
    private final CurrentCatalogue catalogue;
    private final Duration catalogueWait;
    private final CancelledRequests cancels;
    private final Attempting attempting;
    private final OutgoingRecords outgoing;
    private final Listener listener;
    private final Clock clock;

    DispatchHandler(
            MessageCodec<Dispatch> codec,
            CurrentCatalogue catalogue,
            Duration catalogueWait,
            CancelledRequests cancels,
            Attempting attempting,
            OutgoingRecords outgoing,
            Listener listener,
            Clock clock) {
        this.codec = codec;
        this.catalogue = catalogue;
        this.catalogueWait = catalogueWait;
        this.cancels = cancels;
        this.attempting = attempting;
        this.outgoing = outgoing;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * All that one dispatch leads to, ready to be written.
     *
     * @param onKnown hears whose dispatch it is, as soon as it is read: from then on it can be cancelled
     * @throws InterruptedException when it was given up: nothing is to be written, the dispatch comes again
     */
    Handled handle(Handling handling, Consumer<RequestKey> onKnown) throws InterruptedException {
        ConsumerRecord<byte[], byte[]> taken = handling.handOver();
        Decoded<Dispatch> decoded;
        try {
            decoded = RegistryWait.until(() -> codec.decode(taken.value()));
        } catch (RuntimeException bug) {
            // What breaks us would break us again: it ends here, and the stream goes on.
            return unreadable(taken, Defect.failure(bug, taken));
        }
        return switch (decoded) {
            case Decoded.Unreadable<Dispatch>(Failure failure) -> unreadable(taken, failure);
            case Decoded.Readable<Dispatch>(Dispatch dispatch) -> {
                onKnown.accept(dispatch.request().key());
                listener.begun(dispatch);
                yield served(
                        dispatch,
                        handling,
                        new RecordHeading(
                                dispatch.request().key(),
                                dispatch.request().correlationId(),
                                TraceContext.from(taken.headers())));
            }
        };
    }

    private Handled unreadable(ConsumerRecord<byte[], byte[]> taken, Failure failure) throws InterruptedException {
        return Handled.uncalled(RegistryWait.until(() -> outgoing.unreadable(taken, failure, clock.instant())));
    }

    private Handled served(Dispatch dispatch, Handling handling, RecordHeading heading) throws InterruptedException {
        Attempted attempted = attempted(dispatch, handling, heading);
        note(dispatch, attempted.outcome(), heading);
        Permit permit = attempted.outcome() instanceof GuardedOutcome.Called(var _, var held) ? held : Permit.NONE;
        boolean written = false;
        try {
            Handled handled = new Handled(settledOrDefective(dispatch, attempted, heading), permit);
            written = true;
            return handled;
        } finally {
            if (!written) {
                permit.release();
            }
        }
    }

    private List<ProducerRecord<byte[], byte[]>> settledOrDefective(
            Dispatch dispatch, Attempted attempted, RecordHeading heading) throws InterruptedException {
        try {
            return settled(dispatch, attempted, heading, maxAttempts(catalogue.newest(), dispatch));
        } catch (RuntimeException bug) {
            // The call may have been billed: the books must know of it, whatever its outcome was.
            CallOutcome unknown = new CallOutcome.Unknown(Defect.failure(bug, dispatch), null, UpstreamReply.NONE);
            return settled(
                    dispatch, new Attempted(new GuardedOutcome.Called(unknown), attempted.startedAt()), heading, 0);
        }
    }

    private List<ProducerRecord<byte[], byte[]>> settled(
            Dispatch dispatch, Attempted attempted, RecordHeading heading, int maxAttempts)
            throws InterruptedException {
        Timing timing = new Timing(attempted.startedAt(), clock.instant());
        Settlement settlement = Settling.settle(dispatch, attempted.outcome(), timing, maxAttempts);
        List<ProducerRecord<byte[], byte[]>> records =
                RegistryWait.until(() -> outgoing.of(heading, dispatch, settlement, timing));
        listener.ended(settlement.attempt());
        return records;
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
            return attempting.uncalled(handling, Cancellation.uncalled());
        }
        try {
            catalogue.awaitAtLeast(dispatch.decision().revision(), catalogueWait);
        } catch (InterruptedException givenUp) {
            if (handling.isAbandoned() || !handling.isCancelled()) {
                throw givenUp;
            }
            return attempting.uncalled(handling, Cancellation.uncalled());
        }
        return attempting.attempt(dispatch, handling, heading);
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
}
