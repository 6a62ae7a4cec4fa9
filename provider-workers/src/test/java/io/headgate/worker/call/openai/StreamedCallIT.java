package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.stream.Deltas;
import io.headgate.worker.call.wire.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A streamed call over a real connection. */
class StreamedCallIT {
    private static final Simulator SIMULATOR = Simulator.start(SimulatorConfig.of(SimulatedProvider.named("sim")));
    /** One connection: whoever leaves it unusable is found out by the next. */
    private static final WireAdapter ADAPTER = OpenAiAdapters.of(HttpLimits.of(1, true));

    private final Shown shown = new Shown();

    @AfterAll
    static void stop() {
        ADAPTER.close();
        SIMULATOR.close();
    }

    @Test
    void saysWhatTheSameCallSaysWhole_withTheSameUsage() {
        CallOutcome.Completed whole = (CallOutcome.Completed) ADAPTER.call(call(Deltas.NONE, 20_000));
        CallOutcome.Completed streamed = (CallOutcome.Completed) ADAPTER.call(call(shown, 20_000));

        assertThat(text(streamed)).isEqualTo(text(whole)).isNotEmpty();
        assertThat(streamed.usage()).isEqualTo(whole.usage());
        assertThat(streamed.usage().source()).isEqualTo(Usage.Source.REPORTED);
        assertThat(streamed.servedModel()).isEqualTo(whole.servedModel());
        assertThat(streamed.reply().firstByteAt()).isNotNull();
        assertThat(shown.chunks).hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @CsvSource({
        "reset-in-body, PROVIDER_UNAVAILABLE",
        "html, PROVIDER_GARBAGE",
        "null-content, PROVIDER_GARBAGE",
        "unknown-finish-reason, PROVIDER_FINISH_REASON",
    })
    void unknown_whenTheStreamIsNoWholeCompletion(String fault, FailureCode code) {
        SIMULATOR.behave("sim", Behaviour.DEFAULT.withFaults(FaultPlan.script(fault)));

        CallOutcome outcome = ADAPTER.call(call(shown, 20_000));

        assertThat(outcome).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(code);
        assertThat(ADAPTER.call(call(shown, 20_000))).isInstanceOf(CallOutcome.Completed.class);
    }

    @Test
    void unknownTimeout_whenItStalls() {
        SIMULATOR.behave("sim", Behaviour.DEFAULT.withFaults(FaultPlan.script("stalled-stream:2")));
        Duration patient = Duration.ofSeconds(20);
        CallTimeouts brief = new CallTimeouts(patient, patient, Duration.ofMillis(200), patient);

        CallOutcome outcome = ADAPTER.call(call(shown, brief));

        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
        assertThat(((CallOutcome.Unknown) outcome).failure().seen()).contains("between_chunks");
    }

    @Test
    void endsAtOnce_whenInterruptedInMidStream() throws Exception {
        SIMULATOR.behave("sim", Behaviour.DEFAULT.withFaults(FaultPlan.script("slow-body:60s")));
        CompletableFuture<CallOutcome> ended = new CompletableFuture<>();
        Thread caller = Thread.startVirtualThread(() -> ended.complete(ADAPTER.call(call(shown, 60_000))));
        Awaitility.await().until(() -> caller.getState() == Thread.State.WAITING);

        caller.interrupt();

        CallOutcome outcome = ended.get(2, TimeUnit.SECONDS);
        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(ADAPTER.call(call(shown, 20_000))).isInstanceOf(CallOutcome.Completed.class);
    }

    private static UpstreamCall call(Deltas.Sink deltas, long millis) {
        Duration duration = Duration.ofMillis(millis);
        return call(deltas, new CallTimeouts(duration, duration, duration, duration));
    }

    private static UpstreamCall call(Deltas.Sink deltas, CallTimeouts timeouts) {
        Dispatch dispatch = Samples.dispatch("streamed");
        UpstreamCall whole = OpenAiAdapterIT.upstream(dispatch, SIMULATOR.baseUrl("sim"), null, timeouts);
        return new UpstreamCall(dispatch, whole.baseUrl(), null, whole.heading(), timeouts, deltas);
    }

    private static String text(CallOutcome.Completed completed) {
        return WireJson.object(completed.response())
                .orElseThrow()
                .at("/choices/0/message/content")
                .textValue();
    }

    private static final class Shown implements Deltas.Sink {
        final List<ObjectNode> chunks = new CopyOnWriteArrayList<>();

        @Override
        public void accept(ObjectNode chunk) {
            chunks.add(chunk);
        }

        @Override
        public void ended(boolean whole) {}
    }
}
