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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** What a cap is called there when it is ours or the client's older one, and when it is the client's newer one. */
    @ParameterizedTest
    @CsvSource({
        "openai,     max_completion_tokens, max_completion_tokens",
        "azure,      max_completion_tokens, max_completion_tokens",
        "xai,        max_completion_tokens, max_completion_tokens",
        "openrouter, max_tokens,            max_completion_tokens",
        "groq,       max_tokens,            max_completion_tokens",
        "vllm,       max_tokens,            max_completion_tokens",
        "deepseek,   max_tokens,            max_tokens",
        "mistral,    max_tokens,            max_tokens",
        "together,   max_tokens,            max_tokens",
        "llama-cpp,  max_tokens,            max_tokens",
        "lm-studio,  max_tokens,            max_tokens",
        "ollama-v1,  max_tokens,            max_tokens"
    })
    void oneCapOnOutput_hasTheServersName(String preset, String older, String newer) {
        assertThat(body(preset, "{}", false)).isEqualTo(capped(older, 64));
        assertThat(body(preset, "{\"max_tokens\": 3}", false)).isEqualTo(capped(older, 3));
        assertThat(body(preset, "{\"max_completion_tokens\": 5}", false)).isEqualTo(capped(newer, 5));
        assertThat(body(preset, "{\"max_tokens\": 3, \"max_completion_tokens\": 5}", false))
                .as("of two the newer counts")
                .isEqualTo(capped(newer, 5));
        assertThat(body(preset, "{\"max_completion_tokens\": 5, \"max_tokens\": 3}", false))
                .isEqualTo(capped(newer, 5));
        assertThat(body(preset, "{\"max_tokens\": 3, \"max_completion_tokens\": null}", false))
                .as("null says nothing")
                .isEqualTo(capped(older, 3));
    }

    private static ObjectNode capped(String name, int tokens) {
        return json("{\"model\": \"m-1\", \"%s\": %d}".formatted(name, tokens));
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
    void azure_takesItsKeyInAHeaderOfItsOwn_andBodiesAsTheyCome_butForTheCap() {
        WireRequest request =
                ready("azure", "{\"x\":1.000,\"max_tokens\":5}", false).request();

        assertThat(request.headers()).containsEntry("api-key", "sk-test").doesNotContainKey("Authorization");
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"m-1\",\"x\":1.000,\"max_completion_tokens\":5}");
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
    void openAi_hasNoQuirks_butForTheNameOfTheCap() {
        assertThat(new RequestQuirks(Dialect.OPENAI).none()).isTrue();
        assertThat(new ReplyQuirks(Dialect.OPENAI).none()).isTrue();
        Dialect openAi = Dialects.ofPreset("openai");
        assertThat(new RequestQuirks(openAi).none())
                .as("its bodies need not be parsed")
                .isTrue();
        assertThat(new ReplyQuirks(openAi).none()).isTrue();
    }

    /** Fields that are said, one each, and what has become of them where nobody drops anything; nothing where it is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "mistral   | 'seed':7                                       | 'random_seed':7",
                "mistral   | 'tool_choice':'required'                       | 'tool_choice':'any'",
                "mistral   | 'tool_choice':'auto'                           | 'tool_choice':'auto'",
                "mistral   | 'reasoning_effort':'high'                      | 'reasoning_effort':'high'",
                "mistral   | 'metadata':{'a':'b'}                           |",
                "mistral   | 'safety_identifier':'u-1'                      |",
                "mistral   | 'verbosity':'low'                              |",
                "mistral   | 'web_search_options':{'a':1}                   |",
                "mistral   | 'modalities':['text','audio']                  |",
                "mistral   | 'user':'u-1'                                   |",
                "mistral   | 'store':true                                   |",
                "mistral   | 'service_tier':'flex'                          |",
                "vllm      | 'seed':7                                       | 'seed':7",
                "vllm      | 'logit_bias':{'7':1}                           | 'logit_bias':{'7':1}",
                "vllm      | 'parallel_tool_calls':false                    | 'parallel_tool_calls':false",
                "vllm      | 'messages':[{'role':'developer'}]              | 'messages':[{'role':'developer'}]",
                "llama-cpp | 'messages':[{'role':'developer'}]              | 'messages':[{'role':'system'}]",
                "llama-cpp | 'messages':[{'role':'user'}]                   | 'messages':[{'role':'user'}]",
                "llama-cpp | 'logit_bias':{'7':1}                           | 'logit_bias':{'7':1}",
                "together  | 'messages':[{'role':'developer'}]              | 'messages':[{'role':'system'}]",
                "together  | 'logprobs':true                                | 'logprobs':true",
                "lm-studio | 'messages':[{'role':'developer'}]              | 'messages':[{'role':'system'}]",
                "lm-studio | 'n':2                                          |",
                "lm-studio | 'logprobs':true                                |",
                "lm-studio | 'top_logprobs':3                               |",
                "lm-studio | 'parallel_tool_calls':false                    |",
                "lm-studio | 'logit_bias':{'7':1}                           | 'logit_bias':{'7':1}",
                "ollama-v1 | 'messages':[{'role':'developer'}]              | 'messages':[{'role':'system'}]",
                "ollama-v1 | 'n':2                                          |",
                "ollama-v1 | 'tool_choice':'required'                       |",
                "ollama-v1 | 'logit_bias':{'7':1}                           |",
                "ollama-v1 | 'user':'u-1'                                   |",
                "ollama-v1 | 'parallel_tool_calls':false                    |",
                "ollama-v1 | 'seed':7                                       | 'seed':7"
            })
    void aField_isSaidInTheServersWords_orRefused(String preset, String field, @Nullable String said) {
        String name = field.substring(1, field.indexOf('\'', 1));
        String body = "{" + field.replace('\'', '"') + "}";
        if (said == null) {
            assertThat(translated(preset, body, Unsupported.STRICT, false))
                    .isInstanceOfSatisfying(
                            Translation.Unsayable.class,
                            refused -> assertThat(refused.seen()).isEqualTo(name));
            Translation.Ready without = (Translation.Ready) translated(preset, body, Unsupported.DROP, false);
            assertThat(without.dropped()).containsExactly(name);
            assertThat(WireJson.object(without.request().body())).contains(capped("max_tokens", 64));
        } else {
            assertThat(body(preset, body, false))
                    .isEqualTo(json("{\"model\": \"m-1\", %s, \"max_tokens\": 64}".formatted(said.replace('\'', '"'))));
        }
    }

    @Test
    void whatSaysNothing_isLeftOutInSilence() {
        String idle = "{\"n\": 1, \"tool_choice\": \"auto\", \"parallel_tool_calls\": true, \"user\": null}";

        assertThat(body("ollama-v1", idle, false)).isEqualTo(capped("max_tokens", 64));
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
