package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase;
import io.headgate.deploy.simulator.misbehaviour.WireFormat;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.anthropic.AnthropicWire;
import io.headgate.worker.call.gemini.GeminiWire;
import io.headgate.worker.call.ollama.OllamaWire;
import io.headgate.worker.call.openai.OpenAiWire;
import io.headgate.worker.call.replicate.ReplicateWire;
import io.headgate.worker.call.stream.Deltas;
import io.headgate.worker.call.wire.Wire;
import java.net.URI;
import java.time.Instant;

/** The same question, asked of simulated providers in every format. */
final class FormatCalls {
    static final String PROMPT = "Describe a lock keeper's evening.";

    private FormatCalls() {}

    private static final class NobodyLooks implements Deltas.Sink {
        @Override
        public void accept(ObjectNode chunk) {}

        @Override
        public void ended(boolean whole) {}
    }

    static Wire wire(WireFormat format) {
        return switch (format) {
            case OPENAI -> new OpenAiWire();
            case ANTHROPIC -> new AnthropicWire();
            case GEMINI -> new GeminiWire();
            case OLLAMA -> new OllamaWire();
            case REPLICATE -> new ReplicateWire();
        };
    }

    /** @param origin of the simulated provider */
    static UpstreamCall call(MisbehaviourCase met, URI origin, CallTimeouts timeouts) {
        Dispatch dispatch = dispatch(met.format(), body(met), Instant.now().plus(timeouts.total()));
        return call(dispatch, met.format(), origin, timeouts, met.streamed() ? new NobodyLooks() : Deltas.NONE);
    }

    /** Of another body, whose reply comes whole. */
    static UpstreamCall call(String body, WireFormat format, URI origin, CallTimeouts timeouts) {
        Dispatch dispatch = dispatch(format, body, Instant.now().plus(timeouts.total()));
        return call(dispatch, format, origin, timeouts, Deltas.NONE);
    }

    private static UpstreamCall call(
            Dispatch dispatch, WireFormat format, URI origin, CallTimeouts timeouts, Deltas.Sink deltas) {
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        return new UpstreamCall(dispatch, URI.create(origin + basePath(format)), null, heading, timeouts, deltas);
    }

    private static String basePath(WireFormat format) {
        return switch (format) {
            case OPENAI, ANTHROPIC, REPLICATE -> "/v1";
            case GEMINI -> "/v1beta";
            case OLLAMA -> "";
        };
    }

    private static Dispatch dispatch(WireFormat format, String body, Instant deadline) {
        String model = format == WireFormat.REPLICATE ? "mill/gate" : "gate-1";
        Target sample = Samples.TARGET;
        Dispatch dispatch = Samples.dispatch("misbehaviour", 1, deadline, body);
        return new Dispatch(
                dispatch.request(),
                dispatch.attempt(),
                dispatch.number(),
                new Target(sample.provider(), sample.endpoint(), sample.model(), model),
                dispatch.price(),
                dispatch.reservation(),
                dispatch.decision(),
                dispatch.history(),
                dispatch.dispatchedAt());
    }

    private static String body(MisbehaviourCase met) {
        String tools = met.offersTools() ? ",\"tools\":[" + tool("open") + "," + tool("close") + "]" : "";
        return "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]" + tools + "}";
    }

    private static String tool(String name) {
        return """
                {"type":"function","function":{"name":"%s","parameters":{"type":"object",\
                "properties":{"gate":{"type":"string"}},"required":["gate"]}}}""".formatted(name);
    }
}
