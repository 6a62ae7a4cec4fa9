package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.worker.call.chat.Said;
import io.headgate.worker.call.openai.ChatBody.CapNames;
import io.headgate.worker.call.openai.ChatBody.Ours;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatBodyTest {
    @Test
    void pinsTheModelAndCapsOutput_whenTheBodyHasNoCap() {
        assertThat(upstream(
                        "{\"model\":\"fast\",\"stream\":true,\"stream_options\":{},\"temperature\":0.10,\"seed\":7}"))
                .isEqualTo("{\"model\":\"pinned\",\"temperature\":0.10,\"seed\":7,\"max_tokens\":64}");
    }

    @Test
    void keepsTheClientsCap_whenThereIsOne() {
        assertThat(upstream("{\"max_completion_tokens\":5}")).doesNotContain("max_tokens");
        assertThat(upstream("{\"max_tokens\":5}")).contains("\"max_tokens\":5");
        assertThat(upstream("{\"max_tokens\":5,\"max_completion_tokens\":null}"))
                .isEqualTo("{\"model\":\"pinned\",\"max_tokens\":5}");
    }

    @Test
    void ofTwoCapsTheNewerAloneIsSent_inEitherOrder() {
        assertThat(upstream("{\"max_tokens\":5,\"max_completion_tokens\":7}"))
                .isEqualTo("{\"model\":\"pinned\",\"max_completion_tokens\":7}");
        assertThat(upstream("{\"max_completion_tokens\":7,\"max_tokens\":5}"))
                .isEqualTo("{\"model\":\"pinned\",\"max_completion_tokens\":7}");
    }

    @Test
    void aCapThatIsNoNumber_isNone() {
        assertThat(upstream("{\"max_tokens\":[[7]],\"seed\":7}"))
                .isEqualTo("{\"model\":\"pinned\",\"seed\":7,\"max_tokens\":64}");
    }

    @Test
    void theCapIsForAllChoicesTogether() {
        assertThat(upstream("{\"n\":4}")).isEqualTo("{\"model\":\"pinned\",\"n\":4,\"max_tokens\":16}");
        assertThat(upstream("{\"n\":100}")).contains("\"n\":100", "\"max_tokens\":1}");
        assertThat(upstream("{\"n\":null}")).contains("\"max_tokens\":64");
    }

    @Test
    void asksForTheUsageToo_whenItStreams() {
        assertThat(ChatBody.upstream("{\"stream_options\":{\"include_usage\":false}}", ours(0, true)))
                .hasValueSatisfying(body -> assertThat(body)
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("{\"model\":\"pinned\",\"stream\":true,"
                                + "\"stream_options\":{\"include_usage\":true}}"));
    }

    /** What a server makes of them is the server's own matter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'system','content':'s'},{'role':'system','content':'t'},{'role':'user','content':'a'}",
                "{'role':'user','content':'a'},{'role':'user','content':'b'}",
                "{'role':'user','content':'a'},{'role':'assistant','content':'b'},{'role':'assistant','content':'c'}",
                "{'role':'user','content':''},{'role':'assistant','content':null},{'role':'assistant'}",
                "{'role':'user','content':[]},{'role':'user','content':[{'type':'text','text':''}]},{}",
                ""
            })
    void consecutiveAndEmptyMessagesGoAsTheyAre_alsoInADialectsWords(String messages) {
        String array = "[" + messages + "]";
        String body = "{'messages':%s,'seed':7}".formatted(array);

        assertThat(upstream(body.replace('\'', '"'))).contains("\"messages\":" + array.replace('\'', '"'));
        OpenAiWire renaming = new OpenAiWire(Dialects.ofPreset("mistral"));
        assertThat(Said.by(renaming, "m", body).at("/messages")).isEqualTo(array);
        assertThat(Said.by(renaming, "m", body).at("/random_seed")).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "\"text\"", "{", "{} {}", "{\"max_tokens\":", "{\"max_tokens\":[7"})
    void empty_whenTheBodyIsNoObject(String body) {
        assertThat(ChatBody.upstream(body, ours(64, false))).isEmpty();
    }

    private static String upstream(String body) {
        return new String(ChatBody.upstream(body, ours(64, false)).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static Ours ours(long cap, boolean streamed) {
        return new Ours("pinned", new CapNames("max_tokens", "max_completion_tokens"), cap, streamed, true);
    }
}
