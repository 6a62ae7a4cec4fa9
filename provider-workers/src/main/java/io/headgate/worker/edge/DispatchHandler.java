package io.headgate.worker.edge;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.edge.Attempting.Attempted;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.guard.Permit;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one dispatch on its own thread: read, attempt, settle, write down. Thread-safe; blocks. */
final class DispatchHandler {
    private static final Logger log = LoggerFactory.getLogger(DispatchHandler.class);

    private final MessageCodec<Dispatch> codec;
    private final CurrentCatalogue catalogue;
    private final Duration catalogueWait;
    private final CancelledRequests cancels;
    private final Attempting attempting;
    private final WrittenDown written;
    private final Consumer<RequestKey> onRead;

    /** @param onRead hears of which request each dispatch is that has been read, from any thread */
    DispatchHandler(
            MessageCodec<Dispatch> codec,
            CurrentCatalogue catalogue,
            Duration catalogueWait,
            CancelledRequests cancels,
            Attempting attempting,
            WrittenDown written,
            Consumer<RequestKey> onRead) {
        this.codec = codec;
        this.catalogue = catalogue;
        this.catalogueWait = catalogueWait;
        this.cancels = cancels;
        this.attempting = attempting;
        this.written = written;
        this.onRead = onRead;
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
            return Handled.uncalled(written.unreadable(taken, Defect.failure(bug, taken)));
        }
        return switch (decoded) {
            case Decoded.Unreadable<Dispatch>(Failure failure) -> Handled.uncalled(written.unreadable(taken, failure));
            case Decoded.Readable<Dispatch>(Dispatch dispatch) -> {
                onKnown.accept(dispatch.request().key());
                onRead.accept(dispatch.request().key());
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

    private Handled served(Dispatch dispatch, Handling handling, RecordHeading heading) throws InterruptedException {
        Attempted attempted = attempted(dispatch, handling, heading);
        note(dispatch, attempted.outcome(), heading);
        Permit permit = attempted.outcome() instanceof GuardedOutcome.Called(var _, var held) ? held : Permit.NONE;
        boolean settled = false;
        try {
            Handled handled = new Handled(written.of(dispatch, attempted, heading), permit);
            settled = true;
            return handled;
        } finally {
            if (!settled) {
                permit.release();
            }
        }
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
