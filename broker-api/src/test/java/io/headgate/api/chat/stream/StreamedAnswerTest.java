package io.headgate.api.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.Delta;
import org.junit.jupiter.api.Test;

class StreamedAnswerTest {
    private final StreamedAnswer answer = new StreamedAnswer(false);
    private final Seen seen = new Seen();
    private final Pieces first = Pieces.ofAttempt(1);

    @Test
    void addsNothingButTheEnd_whenAllWasShown() {
        show(first.text("The ri"), first.text("ver"), first.finish());
        seen.all(answer.rest(response("The river")));

        assertThat(seen.content()).isEqualTo("The river");
        assertThat(seen.finishes(0)).containsExactly("stop");
        assertThat(seen.chunks()).hasSize(3).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("id").asText()).isEqualTo("c1");
            assertThat(chunk.path("created").asLong()).isEqualTo(7);
            assertThat(chunk.has("usage")).isFalse();
        });
    }

    @Test
    void showsTheRestOfTheResult_whenItIsQuickerThanTheLastPieces() {
        show(first.text("The ri"));
        seen.all(answer.rest(response("The river")));

        assertThat(seen.content()).isEqualTo("The river");
        assertThat(seen.finishes(0)).containsExactly("stop");
    }

    @Test
    void waitsForTheResult_whenAPieceIsMissing() {
        show(first.text("The "), first.afterALoss("flows"), first.text(" on"));
        assertThat(seen.content()).isEqualTo("The ");

        seen.all(answer.rest(response("The river flows on")));
        assertThat(seen.content()).isEqualTo("The river flows on");
    }

    @Test
    void waitsForTheResult_whenTheWorkerLeftPiecesOut() {
        show(first.text("The "), first.afterAGap("on"));
        seen.all(answer.rest(response("The river flows on")));

        assertThat(seen.content()).isEqualTo("The river flows on");
    }

    @Test
    void splicesNothing_whenAnotherAttemptBeginsAnew() {
        Pieces second = Pieces.ofAttempt(2);
        show(first.text("The ri"), second.text("A mill"), second.text(" stands"));

        assertThat(seen.content()).isEqualTo("The ri");
        assertThat(answer.rest(response("A mill stands"))).isInstanceOf(StreamedAnswer.Rest.Replaced.class);
    }

    @Test
    void goesOn_whenAnotherAttemptSaysTheSame() {
        show(first.text("The ri"), Pieces.ofAttempt(2).text("The river"));
        seen.all(answer.rest(response("The river")));

        assertThat(seen.content()).isEqualTo("The river");
    }

    @Test
    void showsTheLaterAttempt_whenNothingWasShownOfTheEarlier() {
        Pieces second = Pieces.ofAttempt(2);
        show(first.next("{\"choices\":[]}"), second.text("A mill"), first.text("late"), second.finish());
        seen.all(answer.rest(response("A mill")));

        assertThat(seen.content()).isEqualTo("A mill");
    }

    @Test
    void showsNothingTwice_whenAPieceComesAgain() {
        var piece = first.text("once");
        show(piece, piece, first.text(" more"));

        assertThat(seen.content()).isEqualTo("once more");
    }

    @Test
    void isWholeAtOnce_whenNothingWasStreamed() {
        StreamedAnswer whole = new StreamedAnswer(true);
        seen.all(whole.rest("""
                {"id":"c9","created":3,"model":"m9","choices":[{"index":0,"message":{"role":"assistant","content":"Yes.",
                 "tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"""));

        assertThat(seen.content()).isEqualTo("Yes.");
        assertThat(seen.name(0)).isEqualTo("f");
        assertThat(seen.finishes(0)).containsExactly("tool_calls");
        JsonNode last = seen.chunks().getLast();
        assertThat(last.path("choices").isEmpty()).isTrue();
        assertThat(last.path("usage").path("total_tokens").asInt()).isEqualTo(3);
        assertThat(last.path("id").asText()).isEqualTo("c9");
    }

    @Test
    void numbersToolCallsAsTheyBegin_whateverTheProviderCallsThem() {
        show(
                call(
                        "{\"index\":1,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"go\",\"arguments\":\"{\\\"x\\\"\"}}"),
                call("{\"index\":1,\"function\":{\"name\":\"go\",\"arguments\":\":1}\"}}"),
                call(
                        "{\"index\":2,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"stop\",\"arguments\":\"\"}}"));
        seen.all(answer.rest("""
                {"choices":[{"index":0,"message":{"content":null,"tool_calls":[
                  {"id":"a","type":"function","function":{"name":"go","arguments":"{\\"x\\":1}"}},
                  {"id":"b","type":"function","function":{"name":"stop","arguments":"{}"}},
                  {"id":"c","type":"function","function":{"name":"sit","arguments":"[]"}}]},"finish_reason":"tool_calls"}]}"""));

        assertThat(seen.name(0)).isEqualTo("go");
        assertThat(seen.arguments(0)).isEqualTo("{\"x\":1}");
        assertThat(seen.name(1)).isEqualTo("stop");
        assertThat(seen.arguments(1)).isEqualTo("{}");
        assertThat(seen.name(2)).isEqualTo("sit");
        assertThat(seen.arguments(2)).isEqualTo("[]");
    }

    @Test
    void continuesNoOtherCall_whenAnAttemptCallsAnotherTool() {
        show(call("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"go\",\"arguments\":\"\"}}"));

        assertThat(answer.rest("""
                {"choices":[{"index":0,"message":{"tool_calls":[
                  {"id":"b","function":{"name":"stop","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""")).isInstanceOf(StreamedAnswer.Rest.Replaced.class);
    }

    @Test
    void isReplaced_whenAChoiceThatWasShownIsInNoResult() {
        show(first.next("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"second\"}}]}"));

        assertThat(answer.rest(response("first"))).isInstanceOf(StreamedAnswer.Rest.Replaced.class);
    }

    @Test
    void isReplaced_whenMoreIsToBeSaidOfAChoiceThatHasFinished() {
        show(first.text("short"), first.finish());

        assertThat(answer.rest(response("shorter"))).isInstanceOf(StreamedAnswer.Rest.Replaced.class);
    }

    @Test
    void joinsPartsToOneText_asClientsReadIt() {
        show(first.next("""
                {"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"text":"hm"}]},{"type":"text","text":"so"}]}}]}"""));

        assertThat(seen.content()).isEqualTo("so");
        assertThat(seen.chunks()
                        .getFirst()
                        .at("/choices/0/delta/reasoning_content")
                        .asText())
                .isEqualTo("hm");
    }

    @Test
    void isUnreadable_whenTheResultIsNoCompletion() {
        assertThat(answer.rest("<html>")).isInstanceOf(StreamedAnswer.Rest.Unreadable.class);
        assertThat(answer.rest("{\"choices\":7}")).isInstanceOf(StreamedAnswer.Rest.Unreadable.class);
    }

    private Delta call(String call) {
        return first.next("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + call + "]}}]}");
    }

    private void show(Delta... pieces) {
        for (var piece : pieces) {
            seen.chunk(answer.piece(piece));
        }
    }

    private static String response(String content) {
        return """
                {"id":"c1","created":7,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],
                 "usage":{"total_tokens":3}}""".formatted(content);
    }
}
