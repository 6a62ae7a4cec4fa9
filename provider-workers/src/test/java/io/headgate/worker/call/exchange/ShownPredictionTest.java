package io.headgate.worker.call.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Samples;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.replicate.ReplicateWire;
import io.headgate.worker.call.stream.Deltas;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A prediction is shown while it is made, and how it ended is what it says itself. */
class ShownPredictionTest {
    private static final String BASE = "https://provider.test/v1";
    private static final String SHOWN = BASE + "/predictions/abc/stream";
    private static final Answer BEGUN = begun(SHOWN);
    private static final Answer SUCCEEDED = json("""
            {"id": "abc", "status": "succeeded", "output": ["Canals", " carry", " water."],
             "metrics": {"input_token_count": 3, "output_token_count": 5}}
            """);

    private final List<ObjectNode> chunks = new ArrayList<>();

    @Test
    void itsTextIsShown_andThenItIsAskedForTheRest() {
        ScriptedUpstream http = new ScriptedUpstream(
                BEGUN,
                stream("output: Canals", "logs: loading", "output:  carry", "output:  water.", "done: {}"),
                SUCCEEDED);

        CallOutcome.Completed completed = (CallOutcome.Completed) call(http);

        assertThat(texts()).containsExactly("Canals", " carry", " water.", "");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(chunks)
                .allSatisfy(chunk -> assertThat(chunk.path("id").asText()).isEqualTo("abc"));
        assertThat(completed.response()).contains("Canals carry water.");
        assertThat(completed.usage().outputTokens()).isEqualTo(5);
        assertThat(completed.reply().requestId()).as("the prediction's").isEqualTo("abc");
        assertThat(http.calls)
                .extracting(HttpCall::uri)
                .containsExactly(
                        URI.create(BASE + "/models/meta/llama/predictions"),
                        URI.create(SHOWN),
                        URI.create(BASE + "/predictions/abc"));
        assertThat(http.calls.get(0).headers())
                .containsEntry("Accept", "application/json")
                .doesNotContainKey("Prefer");
        assertThat(new String(http.calls.get(0).body(), StandardCharsets.UTF_8)).contains("\"stream\":true");
        assertThat(http.calls.get(1).headers()).containsEntry("Accept", "text/event-stream");
    }

    @Test
    void aStreamThatBreaksBreaksNothing_andWhatItDidNotShowIsShownAtTheEnd() {
        ScriptedUpstream http =
                new ScriptedUpstream(BEGUN, stream("output: Canals").breaking(), SUCCEEDED);

        assertThat(call(http)).isInstanceOf(CallOutcome.Completed.class);
        assertThat(texts()).containsExactly("Canals", " carry water.");
    }

    @Test
    void nothingIsAddedToATextThatIsAnother() {
        ScriptedUpstream http = new ScriptedUpstream(BEGUN, stream("output: Rivers", "done: {}"), SUCCEEDED);

        assertThat(call(http)).isInstanceOf(CallOutcome.Completed.class);
        assertThat(texts()).containsExactly("Rivers");
    }

    @Test
    void anErrorInItIsWhatThePredictionSaysOfIt() {
        Answer failed = json("{\"id\": \"abc\", \"status\": \"failed\", \"error\": \"No memory\","
                + " \"metrics\": {\"predict_time\": 2.5}}");
        ScriptedUpstream http =
                new ScriptedUpstream(BEGUN, stream("output: Canals", "error: {\"detail\":\"Failed\"}"), failed);

        CallOutcome.Unknown unknown = (CallOutcome.Unknown) call(http);

        assertThat(unknown.failure().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(unknown.usage()).isNotNull();
    }

    @Test
    void whatGoesOnPastItsCap_isLeftAndCanceled() {
        ScriptedUpstream http =
                new ScriptedUpstream(BEGUN, stream("output: " + "water ".repeat(100_000), "done: {}"), SUCCEEDED);

        CallOutcome.Unknown unknown = (CallOutcome.Unknown) call(http);

        assertThat(unknown.failure().code()).isEqualTo(FailureCode.PROVIDER_GARBAGE);
        assertThat(unknown.failure().message()).contains("past the cap");
        Awaitility.await()
                .untilAsserted(() -> assertThat(http.calls)
                        .extracting(HttpCall::uri)
                        .endsWith(URI.create(BASE + "/predictions/abc/cancel")));
    }

    @Test
    void aStreamElsewhereIsNotLookedAt() {
        ScriptedUpstream http = new ScriptedUpstream(begun("https://elsewhere.test/steal"), SUCCEEDED);

        assertThat(call(http)).isInstanceOf(CallOutcome.Completed.class);
        assertThat(chunks).isEmpty();
        assertThat(http.calls).extracting(call -> call.uri().getHost()).containsOnly("provider.test");
    }

    private List<String> texts() {
        return chunks.stream()
                .map(chunk -> chunk.at("/choices/0/delta/content").asText(""))
                .toList();
    }

    private CallOutcome call(ScriptedUpstream http) {
        Dispatch sample = Samples.dispatch("shown");
        Target target = sample.target();
        Dispatch dispatch = new Dispatch(
                sample.request(),
                sample.attempt(),
                sample.number(),
                new Target(target.provider(), target.endpoint(), target.model(), "meta/llama"),
                sample.price(),
                sample.reservation(),
                sample.decision(),
                sample.history(),
                sample.dispatchedAt());
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        Duration total = Duration.ofSeconds(20);
        WireAdapter adapter = new WireAdapter(new ReplicateWire(), http, Manner.PLAIN, Clock.systemUTC());
        return adapter.call(new UpstreamCall(
                dispatch,
                URI.create(BASE),
                new ApiKey("sk-test"),
                heading,
                new CallTimeouts(total, total, total, total),
                new Deltas.Sink() {
                    @Override
                    public void accept(ObjectNode chunk) {
                        chunks.add(chunk);
                    }

                    @Override
                    public void ended(boolean whole) {}
                }));
    }

    private static Answer begun(String stream) {
        return json("{\"id\": \"abc\", \"status\": \"processing\", \"urls\": {\"stream\": \"%s\"}}".formatted(stream));
    }

    private static Answer json(String body) {
        return Answer.json(200, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Events, each written as its name, a colon, a space and its data. */
    private static Answer stream(String... events) {
        String text = List.of(events).stream()
                .map(event -> "event: %s\ndata: %s\n\n"
                        .formatted(event.substring(0, event.indexOf(':')), event.substring(event.indexOf(':') + 2)))
                .collect(Collectors.joining());
        return Answer.of("text/event-stream", text.getBytes(StandardCharsets.UTF_8));
    }
}
