package io.headgate.worker.call.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Samples;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.exchange.ScriptedUpstream;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.stream.Deltas;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Calls over a wire that are answered as a test says. */
public final class WireCalls {
    static final URI BASE = URI.create("https://provider.test/v1");
    static final ApiKey KEY = new ApiKey("sk-test");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Wire wire;
    private final Dispatch dispatch;

    /** The reply streams, though it is shown to nobody. */
    private static final class NobodyLooks implements Deltas.Sink {
        @Override
        public void accept(ObjectNode chunk) {}

        @Override
        public void ended(boolean whole) {}
    }

    /** Of a model whose name nobody wants to understand. */
    public WireCalls(Wire wire) {
        this(wire, "pinned-2026");
    }

    /** Of a model whose name the wire wants to understand. */
    public WireCalls(Wire wire, String providerModel) {
        this(wire, dispatch(providerModel));
    }

    private WireCalls(Wire wire, Dispatch dispatch) {
        this.wire = wire;
        this.dispatch = dispatch;
    }

    /** The same of another body; single quotes are double ones. */
    public WireCalls of(String body) {
        return new WireCalls(wire, dispatch.withBody(body.replace('\'', '"')));
    }

    /** The same of another body. */
    WireCalls with(JsonNode body) {
        return new WireCalls(wire, dispatch.withBody(WireJson.written(body)));
    }

    private static Dispatch dispatch(String providerModel) {
        Dispatch sample = Samples.dispatch("wire");
        Target target = sample.target();
        return new Dispatch(
                sample.request(),
                sample.attempt(),
                sample.number(),
                new Target(target.provider(), target.endpoint(), target.model(), providerModel),
                sample.price(),
                sample.reservation(),
                sample.decision(),
                sample.history(),
                sample.dispatchedAt());
    }

    /** Of a call whose reply comes whole. */
    public CallOutcome whole(Answer answer) {
        return whole(new ScriptedUpstream(answer), Manner.PLAIN);
    }

    /** The same of a provider that answers so. */
    public CallOutcome whole(ScriptedUpstream http, Manner manner) {
        return call(http, manner, false);
    }

    /** Of a call whose reply streams. */
    public CallOutcome streamed(Answer answer) {
        return streamed(new ScriptedUpstream(answer));
    }

    /** The same of a provider that answers so. */
    public CallOutcome streamed(ScriptedUpstream http) {
        return call(http, Manner.PLAIN, true);
    }

    private CallOutcome call(ScriptedUpstream http, Manner manner, boolean streamed) {
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        CallTimeouts timeouts = new CallTimeouts(LONG, LONG, LONG, LONG);
        try (WireAdapter adapter = new WireAdapter(wire, http, manner, CLOCK)) {
            return adapter.call(new UpstreamCall(
                    dispatch, BASE, KEY, heading, timeouts, streamed ? new NobodyLooks() : Deltas.NONE));
        }
    }
}
