package io.headgate.worker.call.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.exchange.ScriptedUpstream;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.wire.WireCalls;
import io.headgate.worker.call.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code pause_turn}: the turn is given back, and the model goes on. */
class PausedTurnTest {
    private static final String SEARCH =
            "{'type':'server_tool_use','id':'s1','name':'web_search','input':{'query':'canals'}}";
    private static final Answer PAUSED =
            message("[{'type':'text','text':'I search. '}," + SEARCH + "]", "pause_turn", 10, 2);
    private static final Answer ENDED = message("[{'type':'text','text':'Canals.'}]", "end_turn", 30, 4);
    private static final Answer STREAM_PAUSED = stream(
            event(
                    "message_start",
                    "'message':{'id':'m1','model':'claude-x','usage':{'input_tokens':10,'output_tokens':1}}"),
            event("content_block_start", "'index':0,'content_block':{'type':'text','text':''}"),
            event("content_block_delta", "'index':0,'delta':{'type':'text_delta','text':'I search. '}"),
            event(
                    "content_block_start",
                    "'index':1,'content_block':{'type':'server_tool_use','id':'s1','name':'web_search','input':{}}"),
            event(
                    "content_block_delta",
                    "'index':1,'delta':{'type':'input_json_delta','partial_json':'{\\'query\\':'}"),
            event(
                    "content_block_delta",
                    "'index':1,'delta':{'type':'input_json_delta','partial_json':'\\'canals\\'}'}"),
            event("message_delta", "'delta':{'stop_reason':'pause_turn'},'usage':{'output_tokens':2}"),
            event("message_stop", "'x':0"));
    private static final Answer STREAM_ENDED = stream(
            event(
                    "message_start",
                    "'message':{'id':'m2','model':'claude-x','usage':{'input_tokens':30,'output_tokens':1}}"),
            event("content_block_start", "'index':0,'content_block':{'type':'text','text':''}"),
            event("content_block_delta", "'index':0,'delta':{'type':'text_delta','text':'Canals.'}"),
            event("message_delta", "'delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':4}"),
            event("message_stop", "'x':0"));
    private static final Map<Meter, Long> BOTH = Map.of(Meter.INPUT, 40L, Meter.OUTPUT, 6L, Meter.REQUEST, 2L);

    private final WireCalls calls =
            new WireCalls(new AnthropicWire()).of("{'messages':[{'role':'user','content':'What are canals?'}]}");

    @Test
    void isOneAnswer_withTheUsageOfAllTurns() {
        ScriptedUpstream http = new ScriptedUpstream(PAUSED, ENDED);

        CallOutcome.Completed completed = (CallOutcome.Completed) calls.whole(http, Manner.PLAIN);

        assertIsBoth(completed);
        assertThat(lastMessages(http).path(0).path("role").asText()).isEqualTo("user");
        assertThat(givenBack(http).path(0).path("text").asText()).isEqualTo("I search. ");
        assertThat(givenBack(http).path(1)).isEqualTo(json(SEARCH));
    }

    @Test
    void isOneStream_withTheUsageOfAllTurns() {
        ScriptedUpstream http = new ScriptedUpstream(STREAM_PAUSED.inPiecesOf(7), STREAM_ENDED.inPiecesOf(7));

        CallOutcome.Completed completed = (CallOutcome.Completed) calls.streamed(http);

        assertIsBoth(completed);
        assertThat(givenBack(http).path(0).path("text").asText()).isEqualTo("I search. ");
        assertThat(givenBack(http).path(1)).isEqualTo(json(SEARCH));
    }

    @Test
    void allTurnsAreGivenBackInOneMessage() {
        ScriptedUpstream http = new ScriptedUpstream(PAUSED, PAUSED, ENDED);

        CallOutcome.Completed completed = (CallOutcome.Completed) calls.whole(http, Manner.PLAIN);

        assertThat(completed.usage().of(Meter.INPUT)).isEqualTo(50);
        assertThat(lastMessages(http)).hasSize(2);
        assertThat(givenBack(http)).hasSize(4);
    }

    @Test
    void whatWasUsedIsKept_whenALaterTurnIsRefused() {
        Answer busy = Answer.json(529, bytes("{'type':'error','error':{'type':'overloaded_error'}}"));

        for (CallOutcome outcome : new CallOutcome[] {
            calls.whole(new ScriptedUpstream(PAUSED, busy), Manner.PLAIN),
            calls.whole(new ScriptedUpstream(PAUSED, ENDED.breaking()), Manner.PLAIN)
        }) {
            CallOutcome.Unknown unknown = (CallOutcome.Unknown) outcome;
            assertThat(Objects.requireNonNull(unknown.usage()).of(Meter.INPUT)).isEqualTo(10);
        }
    }

    @Test
    void isNoFreeTry_whenALaterTurnOfAStreamIsRefused() {
        Answer busy = Answer.json(529, bytes("{'type':'error','error':{'type':'overloaded_error'}}"));

        assertThat(calls.streamed(new ScriptedUpstream(STREAM_PAUSED, busy))).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(calls.streamed(new ScriptedUpstream(STREAM_PAUSED, ENDED))).isInstanceOf(CallOutcome.Unknown.class);
    }

    @Test
    void endsAfterEightTurns_billedForAll() {
        ScriptedUpstream whole = new ScriptedUpstream(PAUSED);
        ScriptedUpstream streamed = new ScriptedUpstream(STREAM_PAUSED);

        CallOutcome.Unknown unknown = (CallOutcome.Unknown) calls.whole(whole, Manner.PLAIN);

        assertThat(unknown.failure().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(Objects.requireNonNull(unknown.usage()).of(Meter.REQUEST)).isEqualTo(8);
        assertThat(whole.calls).hasSize(8);
        assertThat(calls.streamed(streamed)).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(streamed.calls).hasSize(8);
    }

    private static void assertIsBoth(CallOutcome.Completed completed) {
        JsonNode choice = json(completed.response()).at("/choices/0");
        assertThat(choice.at("/message/content").asText()).isEqualTo("I search. Canals.");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(completed.usage().source()).isEqualTo(Usage.Source.REPORTED);
        assertThat(completed.usage().quantities()).containsAllEntriesOf(BOTH);
    }

    private static JsonNode lastMessages(ScriptedUpstream http) {
        return WireJson.object(http.calls.getLast().body()).orElseThrow().path("messages");
    }

    private static JsonNode givenBack(ScriptedUpstream http) {
        JsonNode messages = lastMessages(http);
        JsonNode last = messages.path(messages.size() - 1);
        assertThat(last.path("role").asText()).isEqualTo("assistant");
        return last.path("content");
    }

    private static JsonNode json(String text) {
        return WireJson.object(text.startsWith("{'") ? text.replace('\'', '"') : text)
                .orElseThrow();
    }

    private static Answer message(String content, String stop, int input, int output) {
        return Answer.json(
                200,
                bytes(
                        "{'id':'m','type':'message','model':'claude-x','content':%s,'stop_reason':'%s','usage':{'input_tokens':%d,'output_tokens':%d}}"
                                .formatted(content, stop, input, output)));
    }

    private static String event(String type, String fields) {
        return "event: %s\ndata: {'type':'%s',%s}\n\n".formatted(type, type, fields);
    }

    private static Answer stream(String... events) {
        return Answer.of("text/event-stream", bytes(String.join("", events)));
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
