package io.headgate.worker.call.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.stream.Deltas;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PollingTest {
    private static final Answer WORKING = json(200, "{\"status\":\"processing\"}");
    private static final Answer DONE = json(
            200,
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Canals.\"},"
                    + "\"finish_reason\":\"stop\"}]}");
    private static final Duration BRIEF = Duration.ofMillis(1);

    @Test
    void asksAgainUntilThereIsAnAnswer() {
        ScriptedUpstream http = new ScriptedUpstream(WORKING, WORKING, DONE);

        CallOutcome outcome = call(http, BRIEF, Duration.ofSeconds(20));

        assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
        assertThat(uris(http))
                .containsExactly(URI.create("https://provider.test/work"), PolledWire.POLL, PolledWire.POLL);
    }

    @Test
    void asksAgain_whenAQuestionFails() {
        ScriptedUpstream http = new ScriptedUpstream(WORKING, json(503, "{}"), WORKING.breaking(), DONE);

        assertThat(call(http, BRIEF, Duration.ofSeconds(20))).isInstanceOf(CallOutcome.Completed.class);
    }

    @Test
    void unknown_whenItIsNotToldAnyMore() {
        ScriptedUpstream http = new ScriptedUpstream(WORKING, json(404, "{}"));

        CallOutcome outcome = call(http, BRIEF, Duration.ofSeconds(20));

        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_BAD_REQUEST);
    }

    @Test
    void isGivenUpAndCancelled_whenTheTotalEnds() {
        ScriptedUpstream http = new ScriptedUpstream(WORKING);

        CallOutcome outcome = call(http, BRIEF, Duration.ofMillis(300));

        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
        Awaitility.await().until(() -> uris(http).contains(PolledWire.CANCEL));
    }

    @Test
    void isGivenUpAndCancelledAtOnce_whenInterrupted() throws Exception {
        ScriptedUpstream http = new ScriptedUpstream(WORKING);
        CompletableFuture<CallOutcome> ended = new CompletableFuture<>();
        Thread caller = Thread.startVirtualThread(
                () -> ended.complete(call(http, Duration.ofSeconds(9), Duration.ofSeconds(60))));
        Awaitility.await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

        caller.interrupt();

        CallOutcome outcome = ended.get(2, TimeUnit.SECONDS);
        assertThat(((CallOutcome.Unknown) outcome).failure().code()).isEqualTo(FailureCode.CANCELLED);
        Awaitility.await().until(() -> uris(http).contains(PolledWire.CANCEL));
    }

    @Test
    void aFormatWithoutStreamsIsNotAskedForOne() {
        assertThat(call(new ScriptedUpstream(DONE), BRIEF, Duration.ofSeconds(20)))
                .isInstanceOf(CallOutcome.Completed.class);
    }

    @Test
    void refusedHereOnly_whenTheFormatCannotSayIt() {
        ScriptedUpstream nobody = new ScriptedUpstream();
        Dispatch dispatch = Samples.dispatch("polled").withBody("{\"impossible\":\"canals\"}");

        CallOutcome.Refused refused = (CallOutcome.Refused) call(nobody, BRIEF, Duration.ofSeconds(1), dispatch);

        assertThat(refused.elsewhereMayHelp()).isTrue();
        assertThat(refused.failure().seen()).isEqualTo("impossible");
        assertThat(nobody.calls).isEmpty();
    }

    private static CallOutcome call(ScriptedUpstream http, Duration pause, Duration total) {
        return call(http, pause, total, Samples.dispatch("polled"));
    }

    private static CallOutcome call(ScriptedUpstream http, Duration pause, Duration total, Dispatch dispatch) {
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        CallTimeouts timeouts = new CallTimeouts(total, total, total, total);
        WireAdapter adapter = new WireAdapter(new PolledWire(pause), http, Manner.PLAIN, Clock.systemUTC());
        URI base = URI.create("https://provider.test");
        return adapter.call(new UpstreamCall(dispatch, base, null, heading, timeouts, new Watched()));
    }

    private static List<URI> uris(ScriptedUpstream http) {
        return http.calls.stream().map(HttpCall::uri).toList();
    }

    private static Answer json(int status, String body) {
        return Answer.json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A stream is wanted, so that it would be asked for. */
    private static final class Watched implements Deltas.Sink {
        @Override
        public void accept(ObjectNode chunk) {}

        @Override
        public void ended(boolean whole) {}
    }
}
