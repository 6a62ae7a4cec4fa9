package io.headgate.worker.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Timeouts;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Sha256;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.KeyRing;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.call.stream.Deltas;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Calls targets of one catalogue as a worker does, through the same adapters, but at once: without Kafka, guard, limits
 * and books. For a person who tries a provider out. Thread-safe; blocks.
 */
public final class DirectCalls implements AutoCloseable {
    private static final TenantId NOBODY = new TenantId("headgate-probe");
    private static final Alias ALIAS = new Alias("probe");

    /** Nobody looks at the pieces: what counts is that they come to an end. */
    private static final Deltas.Sink UNSEEN = new Deltas.Sink() {
        @Override
        public void accept(ObjectNode chunk) {}

        @Override
        public void ended(boolean whole) {}
    };

    private final Catalogue catalogue;
    private final Places places;
    private final Adapters adapters;
    private final Clock clock;

    public DirectCalls(Catalogue catalogue, Secrets secrets, Clock clock) {
        CurrentCatalogue current = new CurrentCatalogue();
        current.set(catalogue);
        this.catalogue = catalogue;
        this.adapters = new Adapters(clock);
        this.places = new Places(current, adapters, new KeyRing(secrets));
        this.clock = clock;
    }

    /**
     * Makes one call.
     *
     * @param body a chat-completions body
     * @param streamed whether the reply is to be streamed
     * @param maxOutputTokens where the body has no cap, all choices together
     * @throws InterruptedException when the thread was interrupted before it was made
     */
    public CallOutcome call(Target target, String body, boolean streamed, long maxOutputTokens)
            throws InterruptedException {
        return switch (places.of(target)) {
            case Places.Place.Gone(var failure) -> new CallOutcome.Retryable(failure, null, false, UpstreamReply.NONE);
            case Places.Place.Locked locked -> locked.outcome();
            case Places.Place.Here here -> {
                Dispatch dispatch = dispatch(target, body, maxOutputTokens);
                RecordHeading heading = new RecordHeading(
                        dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
                CallTimeouts timeouts = timeouts(target);
                Deltas.Sink deltas = streamed ? UNSEEN : Deltas.NONE;
                yield places.keys()
                        .call(
                                target,
                                here.keys(),
                                key -> here.adapter()
                                        .call(new UpstreamCall(
                                                dispatch, here.baseUrl(), key, heading, timeouts, deltas)));
            }
        };
    }

    private CallTimeouts timeouts(Target target) {
        Provider provider = catalogue.providers().get(target.provider());
        if (provider == null) {
            throw new IllegalStateException("a place without its provider: " + target.provider());
        }
        Timeouts timeouts = provider.timeouts();
        return new CallTimeouts(timeouts.connect(), timeouts.firstByte(), timeouts.betweenChunks(), timeouts.total());
    }

    private Dispatch dispatch(Target target, String body, long maxOutputTokens) {
        Instant now = clock.instant();
        String id = "probe-" + UUID.randomUUID();
        InferenceRequest request = new InferenceRequest(
                new RequestKey(NOBODY, new RequestId(id)),
                new CorrelationId(id),
                null,
                null,
                ALIAS,
                new RoutingContext(null, null, null, Priority.STANDARD, Instant.MAX, null, null, Map.of()),
                body,
                Sha256.hex(body.getBytes(StandardCharsets.UTF_8)),
                ReplyFormat.JSON,
                now,
                Origin.HTTP,
                null);
        return new Dispatch(
                request,
                new AttemptId(id + "/1"),
                1,
                target,
                null,
                new Reservation(0, maxOutputTokens, null),
                new Decision("ordered", catalogue.revision(), List.of()),
                List.of(),
                now);
    }

    @Override
    public void close() {
        adapters.close();
    }
}
