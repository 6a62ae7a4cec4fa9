package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestQuirksTest {
    @Test
    void mistral_hasOtherNamesAndWords_andIsNotAskedForTheUsageOfStreams() {
        ObjectNode said = body("mistral", """
                {"messages": [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": "Hi"}],
                 "seed": 7, "tool_choice": "required", "max_completion_tokens": 5, "temperature": 0.10}
                """, true);

        assertThat(said).isEqualTo(json("""
                {"model": "m-1", "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}],
                 "random_seed": 7, "tool_choice": "any", "max_tokens": 5, "temperature": 0.10, "stream": true}
                """));
    }

    @Test
    void ofTwoNamesThatBecomeOne_theNewerCounts() {
        assertThat(body("deepseek", "{\"max_tokens\": 3, \"max_completion_tokens\": 5}", false)
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(5);
        assertThat(body("deepseek", "{\"max_completion_tokens\": 5, \"max_tokens\": 3}", false)
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void aCapOfOurs_hasTheServersName() {
        assertThat(body("xai", "{}", false)).isEqualTo(json("{\"model\": \"m-1\", \"max_completion_tokens\": 64}"));
        assertThat(body("deepseek", "{}", false)).isEqualTo(json("{\"model\": \"m-1\", \"max_tokens\": 64}"));
    }

    @Test
    void whatIsUnsupported_isDroppedOrRefused_unlessItSaysNothing() {
        String body = """
                {"messages": [{"role": "user", "name": "ann", "content": "Hi"}, {"role": "user", "content": "Ho"}],
                 "n": 2, "logit_bias": {"7": 1}, "logprobs": false, "top_logprobs": null}
                """;

        assertThat(translated("groq", body, Unsupported.STRICT, false))
                .isInstanceOfSatisfying(
                        Translation.Unsayable.class,
                        refused -> assertThat(refused.seen()).isEqualTo("messages[0].name"));
        Translation.Ready ready = (Translation.Ready) translated("groq", body, Unsupported.DROP, false);
        assertThat(ready.dropped()).containsExactly("messages[0].name", "n", "logit_bias");
        assertThat(WireJson.object(ready.request().body())).contains(json("""
                {"model": "m-1", "messages": [{"role": "user", "content": "Hi"}, {"role": "user", "content": "Ho"}],
                 "max_tokens": 64}
                """));
    }

    @Test
    void azure_takesItsKeyInAHeaderOfItsOwn_andBodiesAsTheyCome() {
        WireRequest request =
                ready("azure", "{\"x\":1.000,\"max_tokens\":5}", false).request();

        assertThat(request.headers()).containsEntry("api-key", "sk-test").doesNotContainKey("Authorization");
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"m-1\",\"x\":1.000,\"max_tokens\":5}");
        assertThat(new OpenAiWire(Dialects.ofPreset("azure"))
                        .check(URI.create("https://one.example/v1"), new ApiKey("sk-test"), null)
                        .headers())
                .containsEntry("api-key", "sk-test");
    }

    @Test
    void openRouter_isToldWhoAsks() {
        assertThat(ready("openrouter", "{}", false).request().headers())
                .containsEntry("X-Title", "Headgate")
                .containsEntry("Authorization", "Bearer sk-test");
    }

    @Test
    void openAi_hasNoQuirks() {
        assertThat(new RequestQuirks(Dialect.OPENAI).none()).isTrue();
        assertThat(new ReplyQuirks(Dialect.OPENAI).none()).isTrue();
        assertThat(Dialects.ofPreset("openai")).isEqualTo(Dialect.OPENAI);
    }

    private static ObjectNode body(String preset, String body, boolean streamed) {
        return WireJson.object(ready(preset, body, streamed).request().body()).orElseThrow();
    }

    private static Translation.Ready ready(String preset, String body, boolean streamed) {
        Translation said = translated(preset, body, Unsupported.STRICT, streamed);
        assertThat(said).isInstanceOf(Translation.Ready.class);
        assertThat(((Translation.Ready) said).dropped()).isEqualTo(List.of());
        return (Translation.Ready) said;
    }

    private static Translation translated(String preset, String body, Unsupported policy, boolean streamed) {
        return new OpenAiWire(Dialects.ofPreset(preset))
                .translate(new ChatCall(
                        body,
                        "m-1",
                        64,
                        streamed,
                        policy,
                        URI.create("https://p.test/v1"),
                        new ApiKey("sk-test"),
                        null));
    }

    private static ObjectNode json(String text) {
        return WireJson.object(text).orElseThrow();
    }
}
