package io.headgate.deploy.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.Generator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that are asked for in several formats get the same vectors for the same tokens. */
class SameVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GEMINI = "/v1beta/models/m:batchEmbedContents";

    @Test
    void sameVectorsAndTokens_whenAskedInEveryFormatThatHasThem() throws IOException {
        JsonNode openai = answer(Requests.OPENAI, "/v1/embeddings", """
                {"model":"m","input":["canals","locks"],"dimensions":8}""");
        JsonNode gemini = answer(Requests.GEMINI, GEMINI, """
                {"requests":[
                 {"model":"models/m","content":{"parts":[{"text":"canals"}]},"outputDimensionality":8},
                 {"model":"models/m","content":{"parts":[{"text":"locks"}]},"outputDimensionality":8}]}""");
        JsonNode ollama = answer(Requests.OLLAMA, "/api/embed", """
                {"model":"m","input":["canals","locks"],"truncate":false,"dimensions":8}""");

        for (int i = 0; i < 2; i++) {
            JsonNode vector = openai.path("data").path(i).path("embedding");
            assertThat(vector).hasSize(8);
            assertThat(gemini.path("embeddings").path(i).path("values")).isEqualTo(vector);
            assertThat(ollama.path("embeddings").path(i)).isEqualTo(vector);
        }
        assertThat(openai.at("/usage/prompt_tokens").asInt()).isEqualTo(2 + 2);
        assertThat(gemini.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(2 + 2);
        assertThat(ollama.path("prompt_eval_count").asInt()).isEqualTo(2 + 2);
    }

    private static JsonNode answer(Wire wire, String path, String body) throws IOException {
        ChatPrompt prompt = Requests.prompt(wire.read(Heads.post(path), Requests.bytes(body)));
        var made = Generator.generate(prompt, Behaviour.DEFAULT, Optional.empty(), 1, Instant.EPOCH);
        Answer answer = new Answer("http://localhost/p", prompt, made, Optional.empty());
        return JSON.readTree(wire.answer(answer).pieces().getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'requests':[]} | at most 100",
                "{'requests':[{'model':'models/m','content':{}}]} | contents is not specified",
                "{'requests':[{'model':'models/n','content':{'parts':[{'text':'a'}]}}]} | the model must match",
                "{'requests':[{'model':'models/m','content':{'parts':[{'text':'a'}]},'input':1}]} | Unknown name",
                "{'input':'a'} | Unknown name"
            },
            quoteCharacter = '`')
    void geminiRefusesInItsOwnWords(String body, String words) {
        Reading reading = Requests.GEMINI.read(Heads.post(GEMINI), Requests.bytes(body.replace('\'', '"')));

        assertThat(Requests.refusal(reading).message()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{'model':'m'}", "{'model':'m','input':[]}", "{'model':'m','input':[1,2]}"},
            quoteCharacter = '`')
    void ollamaTakesTextsAlone(String body) {
        Reading reading = Requests.OLLAMA.read(Heads.post("/api/embed"), Requests.bytes(body.replace('\'', '"')));

        assertThat(Requests.refusal(reading).message()).isEqualTo("invalid input type");
    }
}
